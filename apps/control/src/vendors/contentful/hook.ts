import type { HookReader } from "../../schedule/hooks/heard.ts";
import { jsonBodyOf } from "../../schedule/hooks/json-body.ts";
import { readPayload } from "./entry-payload.ts";
import { checkContentfulSignature } from "./signature.ts";

const TOPIC = "x-contentful-topic";
const IDEMPOTENCY_KEY = "x-contentful-idempotency-key";

/** Reads Contentful's webhook. Headers that were not signed say nothing. */
export function contentfulHook(o: { secret: string; space: string; environment: string }): HookReader {
  return {
    from: "contentful",
    async read(hook, nowMs) {
      const { secret, space, environment } = o;
      if (secret === "") return { kind: "unset", setting: "CONTENTFUL_WEBHOOK_SECRET" };
      const signature = await checkContentfulSignature(hook, { secret, nowMs });
      if (signature.kind !== "genuine") return signature;
      const signedHeader = (name: string): string | undefined =>
        signature.signed.has(name) ? hook.headers.get(name)?.trim() || undefined : undefined;
      const json = jsonBodyOf(hook.body);
      if (json.kind === "malformed") return json;
      const payload = readPayload(json.value, { topic: signedHeader(TOPIC), space, environment });
      if (payload.kind !== "change") return payload;
      const key = signedHeader(IDEMPOTENCY_KEY);
      const mark = key === undefined ? undefined : `contentful:${key}`;
      return { kind: "told", told: { about: "entry", change: payload.change }, mark, status: 202 };
    },
  };
}
