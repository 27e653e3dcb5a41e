import { present } from "@nonstop/contract/present";
import { z } from "zod";
import type { MeetingRecording } from "../../schedule/recordings/meeting-recording.ts";

/** Zoom's own hosts: one leads to another, and what is recorded may be shown its token there. */
const ZOOM_DOMAINS: readonly string[] = ["zoom.us", "zoom.com", "zoomgov.com"];

/** The views that Zoom records, the best first. Several files have one view when recording was paused. */
const VIEWS: readonly string[] = [
  "shared_screen_with_speaker_view(CC)",
  "shared_screen_with_speaker_view",
  "shared_screen_with_gallery_view",
  "active_speaker",
  "gallery_view",
  "shared_screen",
];
const Instant = z.string().transform((text, context) => {
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  context.addIssue({ code: "custom", message: "is no instant" });
  return z.NEVER;
});
const File = z.object({
  file_type: z.string().optional().catch(undefined),
  recording_type: z.string().optional().catch(undefined),
  recording_start: Instant,
  recording_end: Instant,
  file_size: z.int().min(0).optional().catch(undefined),
  download_url: z.url({ protocol: /^https?$/ }),
  status: z.string().optional().catch(undefined),
});

/** A recording, as webhooks and the API tell of it alike. A file that cannot be read is no reason to leave out the others. */
export const RecordingAnswer = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  /** Absent of what was not recorded of a meeting that was held. */
  uuid: z.string().max(200).default(""),
  recording_files: z.array(File.optional().catch(undefined)).default([]),
  download_access_token: z.string().min(1).max(8000).optional().catch(undefined),
});

/** What of a recording is shown: the files of the best view, and what was said. */
export function recordingOf(
  { id, uuid, recording_files, download_access_token }: z.infer<typeof RecordingAnswer>,
  token = download_access_token,
): MeetingRecording {
  const done = recording_files.flatMap((file) =>
    file !== undefined && [undefined, "completed"].includes(file.status) ? [file] : [],
  );
  const films = done.filter(({ file_type: type }) => type === "MP4");
  const view = VIEWS.find((wanted) => films.some(({ recording_type: type }) => type === wanted));
  const shown = view === undefined ? films : films.filter(({ recording_type: type }) => type === view);
  const words = done.filter(
    ({ file_type: type, recording_type: of }) => type === "TRANSCRIPT" || of === "audio_transcript",
  );
  return {
    meeting: id,
    uuid,
    files: shown.map(fileOf),
    words: words.map(fileOf),
    domains: [...ZOOM_DOMAINS],
    ...present({ token }),
  };
}

function fileOf(file: z.infer<typeof File>): MeetingRecording["files"][number] {
  const { download_url: url, file_size: bytes, recording_start: startMs, recording_end: endMs } = file;
  return { url, startMs, endMs, ...present({ bytes }) };
}
