import { sameSecret } from "@nonstop/door/same-secret";
import { sha256Hex } from "@nonstop/door/hmac";
import type { Heard, HookReader, RawHook } from "../../schedule/hooks/heard.ts";
import { jsonBodyOf } from "../../schedule/hooks/json-body.ts";
import { readInputNews } from "./input-news.ts";
import { checkStreamSignature } from "./signature.ts";
import { readVideoNews } from "./video-news.ts";

/** Cloudflare's notifications carry their destination's secret as it is. */
const NOTIFICATION_AUTH = "cf-webhook-auth";

/**
 * Reads what two systems of Cloudflare's send to one address: Stream's own webhook tells of videos, account notifications
 * tell of live inputs.
 */
export function streamHook(o: { secret: string; notificationSecret: string }): HookReader {
  return {
    from: "stream",
    vendor: "Cloudflare Stream",
    secretSetting: "STREAM_WEBHOOK_SECRET or STREAM_NOTIFICATION_SECRET",
    read(hook, nowMs) {
      const given = hook.headers.get(NOTIFICATION_AUTH);
      return given === null
        ? readVideo(hook, { secret: o.secret, nowMs })
        : readInput(hook, { secret: o.notificationSecret, given });
    },
  };
}

async function readVideo({ headers, body }: RawHook, o: { secret: string; nowMs: number }): Promise<Heard> {
  if (o.secret === "") return { kind: "unset", setting: "STREAM_WEBHOOK_SECRET" };
  const header = headers.get("webhook-signature") ?? undefined;
  const signature = await checkStreamSignature({ header, body }, o);
  if (signature.kind !== "genuine") return signature;
  const json = jsonBodyOf(body);
  if (json.kind === "malformed") return json;
  const read = readVideoNews(json.value);
  if (read.kind !== "news") return read;
  const mark = `stream:${await sha256Hex(body)}`;
  return { kind: "told", told: { about: "video", news: read.news }, mark, status: 202 };
}

async function readInput({ body }: RawHook, o: { secret: string; given: string }): Promise<Heard> {
  if (o.secret === "") return { kind: "unset", setting: "STREAM_NOTIFICATION_SECRET" };
  if (!(await sameSecret(o.given, o.secret)))
    return { kind: "forged", message: `${NOTIFICATION_AUTH}: does not fit.` };
  const json = jsonBodyOf(body);
  if (json.kind === "malformed") return json;
  const news = readInputNews(json.value);
  if (news === undefined) return { kind: "nothing", why: "It is about no live input." };
  return { kind: "told", told: { about: "input", news }, mark: undefined, status: 200 };
}
