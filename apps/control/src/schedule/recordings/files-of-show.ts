import type { OrderedFile } from "@nonstop/contract/conform";
import type { MeetingRecording, RecordedFile } from "./meeting-recording.ts";

/** A span of Unix time, in seconds. */
type Span = { from: number; to: number };

/** A file's time is told in whole seconds: what ends within one of its end is shown to its end. */
const ROUNDING_SECONDS = 1;

/**
 * Which parts of which files are the show, in their order. `shown` is when it was on air, and what was on air then had been recorded
 * `delaySeconds` before. What was not recorded is left out. Pure.
 */
export function filesOfShow(
  recordings: readonly MeetingRecording[],
  shown: Span,
  delaySeconds: number,
): OrderedFile[] {
  return inOrder(recordings.flatMap(({ files }) => files)).flatMap((file) => {
    const part = partOf(file, { from: shown.from - delaySeconds, to: shown.to - delaySeconds });
    return part === undefined ? [] : [{ url: file.url, ...sizeOf(file), ...part }];
  });
}

/** Where the words of each file lie in the piece: `cut` seconds of them are left out, and the rest begins at `at`. Pure. */
export function wordsOfShow(
  recordings: readonly MeetingRecording[],
  shown: Span,
  delaySeconds: number,
): { url: string; uuid: string; from: number; to: number; at: number }[] {
  const span = { from: shown.from - delaySeconds, to: shown.to - delaySeconds };
  let at = 0;
  const placed: { startMs: number; from: number; to: number; at: number }[] = [];
  for (const file of inOrder(recordings.flatMap(({ files }) => files))) {
    const part = partOf(file, span);
    if (part === undefined) continue;
    const { from = 0, to = (file.endMs - file.startMs) / 1000 } = part;
    placed.push({ startMs: file.startMs, from, to, at });
    at += to - from;
  }
  return recordings.flatMap(({ uuid, words }) =>
    words.flatMap(({ url, startMs }) => {
      const own = placed.find((file) => Math.abs(file.startMs - startMs) < 1000);
      return own === undefined ? [] : [{ url, uuid, from: own.from, to: own.to, at: own.at }];
    }),
  );
}

function inOrder(files: readonly RecordedFile[]): RecordedFile[] {
  return files.toSorted((a, b) => a.startMs - b.startMs);
}

function partOf(
  { startMs, endMs }: RecordedFile,
  { from, to }: Span,
): { from?: number; to?: number } | undefined {
  const start = startMs / 1000;
  const end = endMs / 1000;
  if (from >= end || to <= start) return undefined;
  return {
    ...(from > start ? { from: rounded(from - start) } : {}),
    ...(to < end - ROUNDING_SECONDS ? { to: rounded(to - start) } : {}),
  };
}

function sizeOf({ bytes }: RecordedFile): { bytes?: number } {
  return bytes === undefined ? {} : { bytes };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
