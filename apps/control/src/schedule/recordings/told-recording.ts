import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import type { HookAnswer } from "../hooks/hook-answer.ts";
import type { MeetingRecording, RecordingNews } from "./meeting-recording.ts";
import type { EventRecording, RecordingStore } from "./recording-store.ts";

/** How long before its start and after its end a show's meeting may have been recorded. */
const AROUND_SECONDS = 6 * 3600;

type Parts = { events: Pick<EventStore, "everOfMeeting">; recordings: RecordingStore };

/** Records what the vendor has recorded of a meeting of ours. Nothing is fetched yet. */
export function recordRecording({ recording, what }: RecordingNews, o: Parts, nowMs: number): HookAnswer {
  const candidates = o.events.everOfMeeting(recording.meeting);
  if (candidates.length === 0) return { status: "ignored", why: "The meeting is none of ours." };
  const known = candidates.map((record) => ({ record, before: o.recordings.read(record.entry) }));
  // Words come by themselves, later, and say of which time they are.
  const own = known.find(
    ({ record, before }) =>
      isOfShow(record, recording) ||
      (what === "words" && before?.times.some(({ uuid }) => uuid === recording.uuid) === true),
  );
  if (own === undefined) return { status: "ignored", why: "It was recorded at another time than the show." };
  const { entry } = own.record;
  o.recordings.write(withTime(own.before ?? emptyRecording(entry), { recording, what }, nowMs));
  return { status: "accepted" };
}

/** An event of which nothing is known to be recorded. */
export function emptyRecording(entry: string): EventRecording {
  return { entry, times: [], tokenMs: 0, imports: 0, renewedFor: 0, stored: [], asked: 0 };
}

/** Whether a meeting was held at the time of the show: its number may be used again. */
export function isOfShow({ airing }: EventRecord, { files, words }: MeetingRecording): boolean {
  if (airing === undefined) return false;
  return [...files, ...words].some(
    ({ startMs, endMs }) =>
      endMs / 1000 > airing.start - AROUND_SECONDS && startMs / 1000 < airing.end + AROUND_SECONDS,
  );
}

/** What is known with what was told of one time that the meeting was held. Pictures and words are told one after the other. */
export function withTime(
  known: EventRecording,
  { recording, what }: RecordingNews,
  nowMs: number,
): EventRecording {
  const before = known.times.find(({ uuid }) => uuid === recording.uuid);
  const merged: MeetingRecording = {
    ...recording,
    files: what === "words" && recording.files.length === 0 ? (before?.files ?? []) : recording.files,
    words: recording.words.length === 0 ? (before?.words ?? []) : recording.words,
  };
  const others = known.times.filter(({ uuid }) => uuid !== recording.uuid);
  const isNewPicture =
    JSON.stringify(before?.files.map(startOf)) !== JSON.stringify(merged.files.map(startOf));
  const { piece: _piece, import: _import, ...anew } = known;
  return {
    ...(isNewPicture ? anew : known),
    times: [...others, merged],
    tokenMs: nowMs,
    dueMs: nowMs,
  };
}

function startOf({ startMs }: MeetingRecording["files"][number]): number {
  return startMs;
}
