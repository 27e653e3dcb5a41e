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

/** What its error codes mean, and what to do: each a sentence's end. */
const ERRORS: Readonly<Record<string, { why: string; cure: string }>> = {
  ERR_GOP_OUT_OF_RANGE: {
    why: "its keyframes come too often or too seldom",
    cure: "Set them to one every 2 to 8 s.",
  },
  ERR_UNSUPPORTED_VIDEO_CODEC: { why: "its picture is not H.264", cure: "Set the encoder to H.264." },
  ERR_UNSUPPORTED_AUDIO_CODEC: { why: "its sound is not AAC", cure: "Set the encoder to AAC." },
  ERR_STORAGE_QUOTA_EXHAUSTED: {
    why: "there are no minutes of storage left in Stream",
    cure: "Delete recordings or buy more.",
  },
};

/** Reads a notification; undefined when it is of another kind, such as the one sent to test the destination. */
export function readInputNews(value: unknown): InputNews | undefined {
  const parsed = Notification.safeParse(value);
  if (!parsed.success) return undefined;
  const { input_id: input, event_type, live_input_errored: errored } = parsed.data.data;
  const event = event_type.slice("live_input.".length);
  if (event !== "errored") return { input, event };
  const code = errored?.error.code ?? "ERR_UNKNOWN";
  const known = Object.hasOwn(ERRORS, code) ? ERRORS[code] : undefined;
  return { input, event, ...(known ?? { why: `it says ${code}` }) };
}
