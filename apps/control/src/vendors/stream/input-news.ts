import { z } from "zod";
import type { InputNews } from "../../schedule/hooks/heard.ts";

const Code = z
  .string()
  .regex(/^[A-Z_]{1,60}$/)
  .catch("ERR_UNKNOWN");

/** An account notification of Cloudflare about a live input of Stream. */
const Notification = z.object({
  data: z.object({
    input_id: z.string().regex(/^[0-9a-zA-Z-]{1,64}$/),
    event_type: z.enum(["live_input.connected", "live_input.disconnected", "live_input.errored"]),
    live_input_errored: z.object({ error: z.object({ code: Code }) }).optional(),
  }),
});

const CURES: Readonly<Record<string, string>> = {
  ERR_GOP_OUT_OF_RANGE: "its keyframes come too often or too seldom; set them to one every 2 to 8 s",
  ERR_UNSUPPORTED_VIDEO_CODEC: "its picture is not H.264; set the encoder to H.264",
  ERR_UNSUPPORTED_AUDIO_CODEC: "its sound is not AAC; set the encoder to AAC",
  ERR_STORAGE_QUOTA_EXHAUSTED:
    "there are no minutes of storage left in Stream; delete recordings or buy more",
};

/** Reads a notification; undefined when it is of another kind, such as the one sent to test the destination. */
export function readInputNews(value: unknown): InputNews | undefined {
  const parsed = Notification.safeParse(value);
  if (!parsed.success) return undefined;
  const { input_id: input, event_type, live_input_errored: errored } = parsed.data.data;
  const event = event_type.slice("live_input.".length);
  if (event !== "errored") return { input, event, warning: undefined };
  const code = errored?.error.code ?? "ERR_UNKNOWN";
  const why = (Object.hasOwn(CURES, code) ? CURES[code] : undefined) ?? `it says ${code}`;
  // The whole id would be enough to watch the input.
  return { input, event, warning: `Stream does not take live input ${input.slice(0, 8)}: ${why}.` };
}
