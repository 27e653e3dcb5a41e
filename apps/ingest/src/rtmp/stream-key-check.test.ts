import { describe, expect, it } from "vitest";
import { checkStreamKey, makeStreamKey } from "./stream-key-check.ts";

const SECRET = "stream-key-secret";
const key = makeStreamKey({ room: "studio", expiresAt: 2_000, nonce: "abc" }, SECRET);

describe("checkStreamKey", () => {
  it("reads a key of this station", () => {
    const claims = { room: "studio", expiresAt: 2_000, nonce: "abc" };
    expect(checkStreamKey(key, SECRET)).toEqual({ kind: "valid", claims });
  });

  it.each([
    ["another room", key.replace("studio", "studi0")],
    ["a later expiry", makeStreamKey({ room: "studio", expiresAt: 9_000, nonce: "abc" }, "another secret")],
    ["another nonce", key.replace("abc", "abd")],
    ["no key", ""],
    ["a room's name", "studio"],
  ])("refuses %s", (_, forged) => {
    expect(checkStreamKey(forged, SECRET).kind).toBe("invalid");
  });
});
