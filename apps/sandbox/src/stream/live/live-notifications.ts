import type { World } from "../../server/world.ts";
import type { Faults } from "../../server/faults.ts";
import { log } from "../../process/log.ts";
import type { FeedError } from "./feed-check.ts";

const WORDS: Readonly<Record<FeedError, string>> = {
  ERR_STORAGE_QUOTA_EXHAUSTED: "The account storage quota has been exceeded.",
  ERR_GOP_OUT_OF_RANGE: "Input GOP size or keyframe interval is out of range.",
  ERR_UNSUPPORTED_VIDEO_CODEC: "The input video codec is unsupported for the protocol used.",
  ERR_UNSUPPORTED_AUDIO_CODEC: "The input audio codec is unsupported for the protocol used.",
};

/** The body of an account notification about a live input. */
export function notificationBody(
  input: string,
  what: "connected" | "disconnected" | { error: FeedError },
  nowMs: number,
): string {
  const event = typeof what === "string" ? what : "errored";
  const updated = new Date(nowMs).toISOString();
  const errored =
    typeof what === "string"
      ? {}
      : {
          live_input_errored: {
            error: { code: what.error, message: WORDS[what.error] },
            video_codec: "",
            audio_codec: "",
          },
        };
  return JSON.stringify({
    name: "Stream Live",
    text: `Notification type: Stream Live Input\nInput ID: ${input}\nEvent type: live_input.${event}\nUpdated at: ${updated}`,
    data: {
      notification_name: "Stream Live Input",
      input_id: input,
      event_type: `live_input.${event}`,
      updated_at: updated,
      ...errored,
    },
    ts: Math.floor(nowMs / 1000),
  });
}

/** Sends an account notification: it is not signed, a secret in a header says whose it is. */
export function sendNotification(
  world: World,
  o: {
    url: string;
    secret: string;
    body: string;
    faults: Faults["webhooks"];
    signal: AbortSignal;
  },
): void {
  world.deliver({
    url: o.url,
    method: "POST",
    body: o.body,
    sign: () => ({
      "content-type": "application/json",
      "cf-webhook-auth": o.faults.badSignature ? "wrong" : o.secret,
    }),
    timeoutMs: 10_000,
    retryDelaysMs: [],
    shouldRetry: (status) => status === undefined || status >= 500,
    faults: o.faults,
    signal: o.signal,
    onAttempt: ({ statusCode, problem }) => log("stream-notification", { statusCode, problem }),
  });
}
