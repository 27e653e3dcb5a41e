import { log } from "@nonstop/door/log";
import { type Cue, movedCues, readCues } from "@nonstop/media/cue-file";
import { storePieceWords } from "../library/piece-words.ts";
import type { MeetingRecordings } from "../ports/meeting-recordings.ts";
import { wordsOfShow } from "./files-of-show.ts";
import type { EventRecording } from "./recording-store.ts";

/**
 * Stores what was said in a show beside the piece that has its recording, once all of it has been told that there is. Answers the files
 * of words that are stored.
 */
export async function storeWords(
  one: EventRecording,
  o: {
    media: Pick<R2Bucket, "head" | "put">;
    client: Pick<MeetingRecordings, "readWords">;
    language: string;
    shown: { from: number; to: number };
    delaySeconds: number;
  },
): Promise<string[]> {
  const wanted = wordsOfShow(one.times, o.shown, o.delaySeconds);
  const names = wanted.map(({ uuid, at }) => `${uuid} ${at}`);
  if (one.piece === undefined || names.every((name) => one.stored.includes(name))) return one.stored;
  const cues: Cue[] = [];
  for (const { url, uuid, ...place } of wanted) {
    const token = one.times.find((time) => time.uuid === uuid);
    const answer = await o.client.readWords(url, { token: token?.token, domains: token?.domains ?? [] });
    const read = answer.kind === "ok" ? readCues(answer.value) : undefined;
    if (read?.kind !== "cues") {
      log("words-unread", { entry: one.entry });
      return one.stored;
    }
    cues.push(...movedCues(read.cues, place));
  }
  await storePieceWords(o.media, { asset: one.piece, language: o.language }, cues);
  return names;
}
