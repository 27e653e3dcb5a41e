import { signRequest } from "@contentful/node-apps-toolkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkContentfulSignature, SIGNATURE_AGE_MS, signContentfulRequest } from "./signature.ts";

const SECRET = "0123456789abcdef".repeat(4);
const AT = 1767225600000;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

type Vector = { method: "POST" | "DELETE"; path: string; headers: Record<string, string>; body: string };
const V1: Vector = {
  method: "POST",
  path: "/webhooks/contentful",
  headers: {
    "Content-Type": "application/vnd.contentful.management.v1+json",
    "X-Contentful-Topic": "ContentManagement.Entry.publish",
  },
  body: '{"sys":{"type":"Entry","id":"ev1","revision":1},"fields":{"title":{"en-US":"Hello"}}}',
};
const V2: Vector = {
  method: "POST",
  path: "/webhooks/contentful",
  headers: {
    "X-Contentful-Webhook-Name": "  tv station ",
    "X-Contentful-Topic": "ContentManagement.Entry.publish",
    "X-Contentful-Idempotency-Key": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "X-Contentful-CRN": "crn:contentful:::content:spaces/sp1/environments/master/entries/ev2",
    "content-type": "application/json",
  },
  body: '{"sys":{"type":"Entry","id":"ev2","revision":7},"fields":{"title":{"en-US":"Café – 日本語 📺"}}}',
};
const V3: Vector = { method: "DELETE", path: "/hooks/contentful?token=a b&x=1", headers: {}, body: "" };

async function signed(vector: Vector, timestamp = AT): Promise<Record<string, string>> {
  return signContentfulRequest({ ...vector, body: bytes(vector.body) }, { secret: SECRET, timestamp });
}

async function check(
  vector: Vector,
  headers: Record<string, string>,
  nowMs = AT,
): ReturnType<typeof checkContentfulSignature> {
  const request = { ...vector, headers: new Headers(headers), body: bytes(vector.body) };
  return checkContentfulSignature(request, { secret: SECRET, nowMs });
}

describe("Contentful's signature", () => {
  it.each([
    ["V1", V1, "0c9aacea1c441255bed42b6749b4b24973d3bca1092cbd3c3de2c23d9d0fa940"],
    ["V2", V2, "76d786d70356d4d6cf8d737ca96492de0cd05624e125ccad5cc875391821b83b"],
    ["V3", V3, "2fcd54ef1dba1efeafc9e8c196991fe905b724699d6c04703186e05f5ae76bea"],
  ])("is that of the vector %s", async (_name, vector, signature) => {
    const headers = await signed(vector);
    expect(headers["x-contentful-signature"]).toBe(signature);
    expect(await check(vector, { ...vector.headers, ...headers })).toMatchObject({ kind: "genuine" });
  });

  it("is what the vendor's toolkit signs", async () => {
    const name = fc.stringMatching(/^[a-z][a-z-]{0,12}$/);
    const value = fc.stringMatching(/^[ -~]{0,20}$/);
    const path = fc.webPath().map((text) => `/${text.replace(/^\/+/, "")}`);
    await fc.assert(
      fc.asyncProperty(path, fc.dictionary(name, value), fc.string(), async (where, headers, body) => {
        const vector: Vector = { method: "POST", path: where, headers, body };
        const request = { method: "POST", path: where, headers: { ...headers }, body } as const;
        const expected = signRequest(SECRET, request, AT)["x-contentful-signature"];
        expect((await signed(vector))["x-contentful-signature"]).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("tells which headers can be trusted", async () => {
    const headers = await signed({ ...V1, headers: {} });
    const answer = await check(V1, { ...headers, "x-contentful-topic": "ContentManagement.Entry.delete" });
    expect(answer.kind === "genuine" && answer.signed.has("x-contentful-topic")).toBe(false);
  });

  it("fails when body, path, header, case or secret differ", async () => {
    const headers = { ...V1.headers, ...(await signed(V1)) };
    const signature = headers["x-contentful-signature"] ?? "";
    expect(await check({ ...V1, body: `${V1.body} ` }, headers)).toMatchObject({ kind: "forged" });
    expect(await check({ ...V1, path: "/elsewhere" }, headers)).toMatchObject({ kind: "forged" });
    const topic = "ContentManagement.Entry.delete";
    expect(await check(V1, { ...headers, "X-Contentful-Topic": topic })).toMatchObject({ kind: "forged" });
    const upper = { ...headers, "x-contentful-signature": signature.toUpperCase() };
    expect(await check(V1, upper)).toMatchObject({ kind: "forged" });
    const request = { ...V1, headers: new Headers(headers), body: bytes(V1.body) };
    const other = { secret: "f".repeat(64), nowMs: AT };
    expect(await checkContentfulSignature(request, other)).toMatchObject({ kind: "forged" });
  });

  it.each([
    [{}],
    [{ "x-contentful-signature": "0".repeat(64) }],
    [{ "x-contentful-signed-headers": "a b,\u0000" }],
  ])("fails without its headers: %j", async (headers) => {
    const request = { ...V1, headers: new Headers(), body: bytes(V1.body) };
    for (const [name, value] of Object.entries(headers))
      if (!value.includes("\u0000")) request.headers.set(name, value);
    expect(await checkContentfulSignature(request, { secret: SECRET, nowMs: AT })).toMatchObject({
      kind: "forged",
    });
  });

  it("is stale in both directions", async () => {
    const headers = { ...V1.headers, ...(await signed(V1)) };
    expect(await check(V1, headers, AT + SIGNATURE_AGE_MS)).toMatchObject({ kind: "genuine" });
    expect(await check(V1, headers, AT + SIGNATURE_AGE_MS + 1)).toMatchObject({ kind: "stale" });
    expect(await check(V1, headers, AT - SIGNATURE_AGE_MS - 1)).toMatchObject({ kind: "stale" });
  });
});
