import { describe, expect, it } from "vitest";
import {
  answerUrlValidation,
  checkZoomSignature,
  MAX_AHEAD_MS,
  MAX_LATE_MS,
  zoomSignature,
} from "./signature.ts";

const SECRET = "zoom-secret-token-ABC123";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const Z1 =
  '{"event":"meeting.started","event_ts":1767225600000,"payload":{"account_id":"AAAAAABBBB","object":{"id":"1234567890","uuid":"4444AAAiAAAAAiAiAiiAii==","host_id":"x1yCzABCDEfg23HiJKl4mN","host_email":"jchill@example.com","topic":"My Meeting","type":2,"start_time":"2026-01-01T00:00:00Z","timezone":"America/Los_Angeles","duration":60}}}';
const Z2 =
  '{"event":"recording.completed","event_ts":1767229200123,"payload":{"account_id":"AAAAAABBBB","object":{"id":1234567890,"topic":"Café – 日本語 📺"}},"download_token":"abc.def.ghi"}';

async function check(
  body: string,
  signature: string,
  timestamp: string,
  nowMs: number,
): ReturnType<typeof checkZoomSignature> {
  const headers = new Headers({ "x-zm-signature": signature, "x-zm-request-timestamp": timestamp });
  return checkZoomSignature({ headers, body: bytes(body) }, { secret: SECRET, nowMs });
}

describe("Zoom's signature", () => {
  it.each([
    ["Z1", Z1, "1767225600", "v0=c75614da755af75f0514589c8d68afa61ec57b8565071e696d761016da9f7468"],
    ["Z2", Z2, "1767229201", "v0=c0cf4c03b5be9db0f994d230ed943a48da6a94b5f986457a4e312b84f9e7a1a5"],
  ])("is that of the vector %s", async (_name, body, timestamp, signature) => {
    expect(await zoomSignature(SECRET, timestamp, bytes(body))).toBe(signature);
    expect(await check(body, signature, timestamp, Number(timestamp) * 1000)).toEqual({
      kind: "genuine",
      signedMs: Number(timestamp) * 1000,
    });
  });

  it("fails when body or time differ, and without its headers", async () => {
    const signature = await zoomSignature(SECRET, "1767225600", bytes(Z1));
    const at = 1767225600_000;
    expect(await check(`${Z1} `, signature, "1767225600", at)).toMatchObject({ kind: "forged" });
    expect(await check(Z1, signature, "1767225601", at)).toMatchObject({ kind: "forged" });
    expect(await check(Z1, signature, "soon", at)).toMatchObject({ kind: "forged" });
    const bare = { headers: new Headers(), body: bytes(Z1) };
    expect(await checkZoomSignature(bare, { secret: SECRET, nowMs: at })).toMatchObject({ kind: "forged" });
  });

  it("may be as old as the last time Zoom tries to deliver, and no older, and not from the future", async () => {
    const signature = await zoomSignature(SECRET, "1767225600", bytes(Z1));
    const at = 1767225600_000;
    const after = async (ms: number): Promise<string> =>
      (await check(Z1, signature, "1767225600", at + ms)).kind;
    expect(await after((5 + 20 + 60) * 60_000)).toBe("genuine");
    expect(await after(MAX_LATE_MS + 1)).toBe("stale");
    expect(await after(-MAX_AHEAD_MS - 1)).toBe("stale");
  });

  it("answers the validation of the address", async () => {
    expect(await answerUrlValidation(SECRET, "qgg8vlvZRS6UYooatFL8Aw")).toEqual({
      plainToken: "qgg8vlvZRS6UYooatFL8Aw",
      encryptedToken: "e530796ec88627761848dc0223bf33c4c87d883fd2f8c36fd90954271d952ba2",
    });
  });
});
