import { parseStreamKey } from "@nonstop/contract/stream-key";
import { expect, it } from "vitest";
import { base64UrlOf, hmacSha256 } from "@nonstop/door/hmac";
import { signStreamKey } from "./sign-stream-key.ts";

it("makes keys that ingest can check, another one each time", async () => {
  const key = await signStreamKey("secret", "studio", 1_800_000_000);
  const parsed = parseStreamKey(key);
  expect(parsed?.claims).toMatchObject({ room: "studio", expiresAt: 1_800_000_000 });
  expect(parsed?.signature).toBe(base64UrlOf(await hmacSha256("secret", parsed?.payload ?? "")));
  expect(await signStreamKey("secret", "studio", 1_800_000_000)).not.toBe(key);
});
