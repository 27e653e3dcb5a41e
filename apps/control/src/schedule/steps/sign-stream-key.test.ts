import { parseStreamKey } from "@nonstop/contract/stream-key";
import { expect, it } from "vitest";
import { base64UrlOf, hmacSha256 } from "@nonstop/door/hmac";
import { signStreamKey, streamKeyNonce } from "./sign-stream-key.ts";

it("makes keys that ingest can check, each another one by its nonce", async () => {
  const claims = { room: "e-show", expiresAt: 1_800_000_000, nonce: streamKeyNonce() };
  const key = await signStreamKey("secret", claims);
  const parsed = parseStreamKey(key);
  expect(parsed?.claims).toEqual(claims);
  expect(parsed?.signature).toBe(base64UrlOf(await hmacSha256("secret", parsed?.payload ?? "")));
  expect(await signStreamKey("secret", { ...claims, nonce: streamKeyNonce() })).not.toBe(key);
});
