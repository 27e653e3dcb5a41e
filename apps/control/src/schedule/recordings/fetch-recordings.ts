import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import type { Chore } from "../chores/chore-list.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import type { ImportDesk } from "../imports/import-desk.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { MeetingRecordings } from "../ports/meeting-recordings.ts";
import type { Vendor } from "../ports/vendors.ts";
import { filesOfShow } from "./files-of-show.ts";
import type { EventRecording, RecordingStore } from "./recording-store.ts";
import { shownAt } from "./shown-at.ts";
import { storeWords } from "./store-words.ts";
import { emptyRecording, isOfShow, withTime } from "./told-recording.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LOOK_MS = 5 * MINUTE_MS;
/** How long after its show a recording is asked for that no webhook has told of. */
const SOUGHT_SECONDS = 3 * 86_400;
/** Zoom has a show's recording about as long after it as the show was. */
const FIRST_ASK_MS = 30 * MINUTE_MS;
/** A token of Zoom's is good for a day. */
const TOKEN_MS = 23 * HOUR_MS;

type Parts = {
  vendor: Vendor<MeetingRecordings>;
  events: EventStore;
  recordings: RecordingStore;
  pieces: PieceStore;
  importDesk: ImportDesk;
  media: R2Bucket;
  /** How late a meeting's picture is on air: by so much a show runs over its end. */
  upstreamDelaySeconds: number;
};

/**
 * Fetches what the vendor recorded of the meetings of shows that wish for it, when they are over and what aired is a piece: that gets the
 * better pictures under its name. What no webhook has told of is asked for.
 */
export function fetchRecordings(o: Parts): Chore {
  let lookedMs = 0;
  return {
    name: "fetch-recordings",
    dueMs: () => {
      if (o.vendor.kind === "unset") return undefined;
      return Math.min(lookedMs + LOOK_MS, o.recordings.nextDueMs() ?? Infinity);
    },
    async run(nowMs) {
      if (nowMs >= lookedMs + LOOK_MS) {
        lookedMs = nowMs;
        seek(o, nowMs);
      }
      for (const { entry } of o.recordings.due(nowMs)) await goOn(o, entry, nowMs);
    },
  };
}

/** Notes the shows that wish for a recording of which nothing was told. */
function seek(o: Parts, nowMs: number): void {
  for (const { entry, event, airing, known } of o.events.endingAfter(secondOf(nowMs) - SOUGHT_SECONDS)) {
    if (event?.useZoomRecording !== true || airing === undefined || known.meeting === undefined) continue;
    const noted = o.recordings.read(entry);
    if (airing.end * 1000 > nowMs) continue;
    if (noted === undefined)
      o.recordings.write({ ...emptyRecording(entry), dueMs: airing.end * 1000 + FIRST_ASK_MS });
    // The wish was written down after the recording was told of.
    else if (noted.dueMs === undefined && noted.piece === undefined)
      o.recordings.write({ ...noted, dueMs: nowMs });
  }
}

/** Does what is next for a recording. What is told of it meanwhile is kept, and is looked at anew. */
async function goOn(o: Parts, entry: string, nowMs: number): Promise<void> {
  const before = o.recordings.read(entry);
  if (before === undefined) return;
  const after = await next(o, before, nowMs);
  const now = o.recordings.read(entry);
  const isAsItWas = JSON.stringify(now) === JSON.stringify(before);
  o.recordings.write(now === undefined || isAsItWas ? after : { ...now, imports: after.imports });
}

async function next(o: Parts, one: EventRecording, nowMs: number): Promise<EventRecording> {
  const record = o.events.read(one.entry);
  const { dueMs: _due, ...rest } = one;
  if (record?.airing === undefined || record.event?.useZoomRecording !== true) return rest;
  const over = (record.airing.end + o.upstreamDelaySeconds) * 1000;
  if (nowMs < over) return { ...rest, dueMs: over };
  if (one.piece !== undefined) return words(o, one, record);
  if (one.import !== undefined) return watch(o, one, record, nowMs);
  const piece = o.pieces
    .all()
    .find(({ airing, sourceKind }) => airing === one.entry && sourceKind !== "span");
  const isLate = nowMs > over + SOUGHT_SECONDS * 1000;
  if (piece === undefined || one.times.length === 0 || one.times.every(({ files }) => files.length === 0)) {
    if (isLate) return rest;
    return one.times.length === 0 ? asked(o, one, record, nowMs) : { ...rest, dueMs: nowMs + MINUTE_MS };
  }
  const shown = one.shown ?? (await shownAt(o.media, piece.asset, record));
  if (shown === undefined) return { ...rest, dueMs: nowMs + MINUTE_MS };
  const fresh = nowMs - one.tokenMs < TOKEN_MS ? one : await renewed(o, one, record, nowMs);
  const files = filesOfShow(fresh.times, shown, o.upstreamDelaySeconds);
  if (files.length === 0) {
    log("recording-elsewhere", { entry: one.entry });
    return rest;
  }
  const { token: bearer, domains: bearerDomains = [] } = fresh.times[0] ?? {};
  const id = `meeting-${one.entry}-${one.imports + 1}`;
  const { asset, title, filler } = piece;
  const order = { asset, title, filler, replace: true, facts: {}, files, words: [], objects: [] };
  const added = o.importDesk.add(
    { id, from: "meeting", ...order, bearerDomains, ...present({ bearer }) },
    nowMs,
  );
  if (added.kind !== "added" && added.kind !== "known") return { ...rest, dueMs: nowMs + MINUTE_MS };
  return { ...fresh, shown, import: id, imports: one.imports + 1, renewedFor: 0, dueMs: nowMs + MINUTE_MS };
}

/** Looks how far the import is; one that fails is given new addresses, for its token may be over. */
async function watch(
  o: Parts,
  one: EventRecording,
  record: EventRecord,
  nowMs: number,
): Promise<EventRecording> {
  const { dueMs: _due, ...rest } = one;
  const running = o.importDesk.find(one.import ?? "");
  if (running === undefined) return { ...rest, dueMs: nowMs + MINUTE_MS, import: undefined };
  if (running.ended?.how === "ready") return words(o, { ...one, piece: running.asset }, record);
  if (running.ended !== undefined) return rest;
  if (running.attempt <= one.renewedFor) return { ...rest, dueMs: nowMs + MINUTE_MS };
  const fresh = await renewed(o, one, record, nowMs);
  const { shown } = fresh;
  const token = fresh.times[0]?.token;
  if (shown !== undefined && token !== undefined && fresh.tokenMs === nowMs)
    o.importDesk.renew(running.id, {
      files: filesOfShow(fresh.times, shown, o.upstreamDelaySeconds),
      bearer: token,
    });
  return { ...fresh, renewedFor: running.attempt, dueMs: nowMs + MINUTE_MS };
}

/** Asks the vendor for the times that are known anew, with a token that opens them. */
async function renewed(
  o: Parts,
  one: EventRecording,
  record: EventRecord,
  nowMs: number,
): Promise<EventRecording> {
  let fresh = one;
  for (const { uuid } of one.times) {
    const answer = o.vendor.kind === "set" ? await o.vendor.client.readRecording(uuid) : undefined;
    if (answer?.kind !== "ok" || !isOfShow(record, answer.value)) continue;
    const news = { what: "pictures" as const, recording: answer.value };
    fresh = { ...fresh, ...withTime({ ...fresh }, news, nowMs), ...present({ import: one.import }) };
  }
  return fresh;
}

/** Asks for the recording of a show that nobody told of. */
async function asked(
  o: Parts,
  one: EventRecording,
  record: EventRecord,
  nowMs: number,
): Promise<EventRecording> {
  const { meeting } = record.known;
  const again = { ...one, asked: one.asked + 1, dueMs: nowMs + HOUR_MS * (one.asked + 1) };
  if (o.vendor.kind === "unset" || meeting === undefined) return again;
  const answer = await o.vendor.client.readRecording(meeting.id);
  if (answer.kind !== "ok" || !isOfShow(record, answer.value)) return again;
  log("recording-found", { entry: one.entry });
  return withTime(again, { what: "pictures", recording: answer.value }, nowMs);
}

async function words(o: Parts, one: EventRecording, record: EventRecord): Promise<EventRecording> {
  const { dueMs: _due, ...rest } = one;
  if (one.piece === undefined || o.vendor.kind === "unset") return rest;
  const { shown } = one;
  if (shown === undefined) return rest;
  const stored = await storeWords(one, {
    media: o.media,
    client: o.vendor.client,
    language: record.event?.language ?? "und",
    shown,
    delaySeconds: o.upstreamDelaySeconds,
  });
  return { ...rest, stored };
}
