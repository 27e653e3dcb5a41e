import type { HookReader, Told } from "../../schedule/hooks/heard.ts";
import { jsonBodyOf } from "../../schedule/hooks/json-body.ts";
import { readPayload, type PayloadAnswer } from "./entry-payload.ts";
import { checkContentfulSignature } from "./signature.ts";

const SECRET = "CONTENTFUL_WEBHOOK_SECRET";
const TOPIC = "x-contentful-topic";
const IDEMPOTENCY_KEY = "x-contentful-idempotency-key";

/** Whether an environment is ours, by any name of it. */
export type IsOurs = (environment: string) => Promise<boolean>;

/**
 * Reads Contentful's webhook. Headers that were not signed say nothing. A space's webhook may tell of all its environments, whose
 * entries have the same ids: only ours is heard.
 */
export function contentfulHook(o: { secret: string; space: string; isOurs: IsOurs }): HookReader {
  return {
    from: "contentful",
    vendor: "Contentful",
    secretSetting: SECRET,
    async read(hook, nowMs) {
      const { secret, space } = o;
      if (secret === "") return { kind: "unset", setting: SECRET };
      const signature = await checkContentfulSignature(hook, { secret, nowMs });
      if (signature.kind !== "genuine") return signature;
      const signedHeader = (name: string): string | undefined =>
        signature.signed.has(name) ? hook.headers.get(name)?.trim() || undefined : undefined;
      const json = jsonBodyOf(hook.body);
      if (json.kind === "malformed") return json;
      const payload = readPayload(json.value, { topic: signedHeader(TOPIC), space });
      if (payload.kind === "nothing" || payload.kind === "malformed") return payload;
      const { environment } = payload;
      if (environment !== undefined && !(await o.isOurs(environment)))
        return { kind: "nothing", why: `The environment ${environment.slice(0, 64)} is not ours.` };
      const key = signedHeader(IDEMPOTENCY_KEY);
      const mark = key === undefined ? undefined : `contentful:${key}`;
      return { kind: "told", told: toldOf(payload), mark, status: 202 };
    },
  };
}

function toldOf(payload: Extract<PayloadAnswer, { kind: "change" | "saved" }>): Told {
  if (payload.kind === "change") return { about: "entry", change: payload.change };
  const { entry, said } = payload;
  return { about: "said", entry, said };
}
