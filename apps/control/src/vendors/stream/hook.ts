import type { Context } from "hono";
import { clock } from "../../edge/clock.ts";
import { sameSecret } from "../../edge/constant-time.ts";
import type { Env } from "../../env.ts";
import { sha256Hex } from "../../schedule/hmac.ts";
import {
  answered,
  hookBody,
  jsonOf,
  malformed,
  unconfigured,
  unsigned,
} from "../../schedule/hooks/hook-door.ts";
import { log } from "../../schedule/log.ts";
import { scheduleOf } from "../../schedule/schedule-of.ts";
import { readInputNews } from "./input-news.ts";
import { checkStreamSignature } from "./signature.ts";
import { readVideoNews } from "./video-news.ts";

/** Cloudflare's notifications carry their destination's secret as it is. */
const NOTIFICATION_AUTH = "cf-webhook-auth";

/**
 * `POST /hooks/stream`: checks, takes down, answers. Two systems of Cloudflare's call it: Stream's own webhook tells of videos,
 * account notifications tell of live inputs.
 */
export async function streamHook(c: Context<{ Bindings: Env }>): Promise<Response> {
  const given = c.req.header(NOTIFICATION_AUTH);
  return given === undefined ? videoHook(c) : inputHook(c, given);
}

async function videoHook(c: Context<{ Bindings: Env }>): Promise<Response> {
  const secret = c.env.STREAM_WEBHOOK_SECRET;
  if (!secret) return unconfigured("STREAM_WEBHOOK_SECRET");
  const body = await hookBody(c.req.raw);
  if (body instanceof Response) return body;
  const header = c.req.header("webhook-signature");
  const signature = await checkStreamSignature({ header, body }, { secret, nowMs: clock.nowMs() });
  if (signature.kind !== "genuine") return unsigned("stream", signature);
  const json = jsonOf(body);
  if (json.kind === "malformed") return malformed("body", "body: not JSON");
  const read = readVideoNews(json.value);
  if (read.kind === "malformed") return malformed(read.field, read.message);
  if (read.news.state === "under-way") return answered({ status: "ignored", why: "It is not ready yet." });
  return answered(await scheduleOf(c.env).recordVideo(read.news, await sha256Hex(body)));
}

async function inputHook(c: Context<{ Bindings: Env }>, given: string): Promise<Response> {
  const secret = c.env.STREAM_NOTIFICATION_SECRET;
  if (!secret) return unconfigured("STREAM_NOTIFICATION_SECRET");
  const body = await hookBody(c.req.raw);
  if (body instanceof Response) return body;
  if (!(await sameSecret(given, secret)))
    return unsigned("stream", { kind: "forged", message: `${NOTIFICATION_AUTH}: does not fit.` });
  const json = jsonOf(body);
  if (json.kind === "malformed") return malformed("body", "body: not JSON");
  const news = readInputNews(json.value);
  if (news === undefined) return answered({ status: "ignored", why: "It is about no live input." });
  log("stream-input", { news: news.event });
  return answered(await scheduleOf(c.env).recordInput(news), 200);
}
