import { describe, expect, it } from "vitest";
import { checkStreamKey, makeStreamKey } from "./stream-key-check.ts";

const SECRET = "stream-key-secret";
const key = makeStreamKey({ room: "studio", expiresAt: 2_000, nonce: "abc" }, SECRET);

describe("checkStreamKey", () => {
  it("accepts a key of this station until its second", () => {
    expect(checkStreamKey(key, SECRET, 1_999)).toEqual({ kind: "valid", room: "studio", expiresAt: 2_000 });
    expect(checkStreamKey(key, SECRET, 2_000)).toMatchObject({
      kind: "invalid",
      reason: "stream key expired",
    });
  });

  it.each([
    ["another room", key.replace("studio", "studi0")],
    ["a later expiry", makeStreamKey({ room: "studio", expiresAt: 9_000, nonce: "abc" }, "another secret")],
    ["no key", ""],
    ["a room's name", "studio"],
  ])("refuses %s", (_, forged) => {
    expect(checkStreamKey(forged, SECRET, 1_000).kind).toBe("invalid");
  });
});
