import { z } from "zod";

/** One file of what a vendor recorded of a meeting. Its address needs the recording's token. */
const RecordedFile = z.object({
  url: z.string(),
  bytes: z.int().min(0).optional(),
  startMs: z.number(),
  endMs: z.number(),
});
export type RecordedFile = z.infer<typeof RecordedFile>;

/** What a vendor recorded of one time that a meeting was held. A meeting may be held several times. */
export const MeetingRecording = z.object({
  meeting: z.string(),
  /** Names this time alone. */
  uuid: z.string(),
  /** The pictures that are shown, in their order: several when recording was paused. */
  files: z.array(RecordedFile),
  /** What was said, as WebVTT. */
  words: z.array(RecordedFile),
  /** A secret that opens the addresses, for a day. */
  token: z.string().optional(),
  /** Hosts below these may be shown it when one of them leads to another. */
  domains: z.array(z.string()),
});
export type MeetingRecording = z.infer<typeof MeetingRecording>;

/** A recording as it was told. `what`: its pictures, or what was said. */
export type RecordingNews = { what: "pictures" | "words"; recording: MeetingRecording };
