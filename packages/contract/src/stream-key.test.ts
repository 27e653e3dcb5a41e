import { describe, expect, it } from "vitest";
import { parseStreamKey, streamKeyPayload } from "./stream-key.ts";

const signature = "A".repeat(43);

describe("stream key", () => {
  it("is taken apart into what was signed", () => {
    const claims = { room: "studio-1", expiresAt: 1_796_000_000, nonce: "n0_-Z" };
    const payload = streamKeyPayload(claims);
    expect(parseStreamKey(`${payload}.${signature}`)).toEqual({ claims, payload, signature });
  });

  it.each([
    "",
    "studio",
    `Studio.abc.n.${signature}`,
    `-a.abc.n.${signature}`,
    `studio.abc.n.${signature}x`,
    `studio.abc.n.${signature}\n`,
    `studio.0000000000.n.${signature}`,
  ])("has to have the form: %j", (key) => {
    expect(parseStreamKey(key)).toBeUndefined();
  });
});
