import type { Context } from "hono";
import { z } from "zod";
import { clock } from "../../edge/clock.ts";
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
import { scheduleOf } from "../../schedule/schedule-of.ts";
import type { SessionNews } from "../../schedule/steps/session-news.ts";
import { answerUrlValidation, checkZoomSignature } from "./signature.ts";

/** Zoom takes a 200 or a 204 for an answer, and sends again after any other. */
const TAKEN = 200;

const Envelope = z.object({ event: z.string(), event_ts: z.number().min(0).optional() });
const Validation = z.object({ payload: z.object({ plainToken: z.string().min(1).max(500) }) });
/** The id is a text in some events and a number in others. */
const Subject = z.object({
  payload: z.object({ object: z.object({ id: z.union([z.string(), z.number()]).transform(String) }) }),
});

const NEWS: Readonly<Record<string, SessionNews["kind"]>> = {
  "meeting.started": "started",
  "meeting.ended": "ended",
  "meeting.deleted": "deleted",
  "meeting.live_streaming_started": "livestream-started",
  "meeting.live_streaming_stopped": "livestream-stopped",
};

/** `POST /hooks/zoom`: checks, takes down, answers. The payload may hold a stream key: nothing of it is logged. */
export async function zoomHook(c: Context<{ Bindings: Env }>): Promise<Response> {
  const secret = c.env.ZOOM_WEBHOOK_SECRET;
  if (!secret) return unconfigured("ZOOM_WEBHOOK_SECRET");
  const body = await hookBody(c.req.raw);
  if (body instanceof Response) return body;
  const nowMs = clock.nowMs();
  const signature = await checkZoomSignature({ headers: c.req.raw.headers, body }, { secret, nowMs });
  if (signature.kind !== "genuine") return unsigned("zoom", signature);
  const json = jsonOf(body);
  if (json.kind === "malformed") return malformed("body", "body: not JSON");
  const envelope = Envelope.safeParse(json.value);
  if (!envelope.success) return malformed("event", "event: missing");
  const { event, event_ts: atMs = nowMs } = envelope.data;
  if (event === "endpoint.url_validation") {
    const validation = Validation.safeParse(json.value);
    if (!validation.success) return malformed("payload.plainToken", "payload.plainToken: missing");
    return Response.json(await answerUrlValidation(secret, validation.data.payload.plainToken));
  }
  const kind = Object.hasOwn(NEWS, event) ? NEWS[event] : undefined;
  if (kind === undefined) return answered({ status: "ignored", why: "The event changes nothing." });
  const subject = Subject.safeParse(json.value);
  if (!subject.success) return malformed("payload.object.id", "payload.object.id: missing");
  const meeting = subject.data.payload.object.id;
  const digest = await sha256Hex(body);
  return answered(await scheduleOf(c.env).recordSession({ kind, meeting, atMs }, digest), TAKEN);
}
