import { createHmac, randomBytes } from "node:crypto";
import { routes } from "@nonstop/contract/routes";
import { z } from "zod";
import type { Answers } from "../answers.ts";

/** What Zoom has to tell the station. */
export const ZOOM_EVENTS = [
  "meeting.started",
  "meeting.ended",
  "meeting.deleted",
  "meeting.live_streaming_started",
  "meeting.live_streaming_stopped",
  "meeting.participant_joined",
  "meeting.participant_left",
  "recording.completed",
  "recording.transcript_completed",
] as const;

const TIMEOUT_MS = 5_000;

/** Where Zoom's webhooks go. */
export const zoomHookAt = (host: string): string => `https://${host}${routes.zoomHook}`;

/** The clicks: there is no API for the event subscriptions of a server-to-server app. */
export function subscriptionClicks(host: string): string[] {
  return [
    "do this once, by hand (Zoom has no API for it), after the station is deployed:",
    "  1. open marketplace.zoom.us, Manage, your server-to-server app, Feature",
    '  2. switch on "Event Subscriptions", and choose "Add Event Subscription"; method: Webhook',
    `  3. event notification endpoint URL: ${zoomHookAt(host)}, then Validate`,
    `  4. add events, Meeting and Recording: ${ZOOM_EVENTS.join(", ")}`,
    '  5. save; the "Secret Token" on that page is zoom.webhookSecret of your answers',
  ];
}

const Handshake = z.object({ plainToken: z.string(), encryptedToken: z.string() });

/**
 * Asks the station what Zoom asks when it validates an endpoint: `answers` it does, nobody is there yet (`silent`), or it does with
 * another secret or not at all (`wrong`).
 */
export async function challengeStation(
  { host, webhookSecret }: { host: string; webhookSecret: Answers["zoom"]["webhookSecret"] },
  o: { nowMs: number; origin?: string },
): Promise<"answers" | "silent" | "wrong"> {
  const plainToken = randomBytes(12).toString("base64url");
  const body = JSON.stringify({
    event: "endpoint.url_validation",
    payload: { plainToken },
    event_ts: o.nowMs,
  });
  const sign = (text: string): string => createHmac("sha256", webhookSecret).update(text).digest("hex");
  const timestamp = String(Math.floor(o.nowMs / 1000));
  const url = o.origin === undefined ? zoomHookAt(host) : `${o.origin}${routes.zoomHook}`;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-zm-request-timestamp": timestamp,
        "x-zm-signature": `v0=${sign(`v0:${timestamp}:${body}`)}`,
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const told = Handshake.safeParse(await response.json().catch(() => undefined)).data;
    const isRight = told?.plainToken === plainToken && told.encryptedToken === sign(plainToken);
    return response.ok && isRight ? "answers" : "wrong";
  } catch {
    return "silent";
  }
}
