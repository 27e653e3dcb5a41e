import type { ReadThroughFacts } from "@nonstop/contract/read-through";
import type { Second } from "@nonstop/contract/time";
import { firstChannel } from "@nonstop/door/channel-of";
import { z } from "zod";
import { parseSettings } from "../../settings.ts";
import { assembleAhead } from "../ahead/assemble-ahead.ts";
import { readArchive } from "../archive/read-archive.ts";
import { fillTables } from "../archive/restore-tables.ts";
import { AirFacts } from "../events/air-facts.ts";
import type { EventRecord } from "../events/event-record.ts";
import { EventStore } from "../events/event-store.ts";
import { outlookOf } from "../events/outlook.ts";
import { FacilityStore } from "../facilities/facility-store.ts";
import { ArrivingPieces } from "../library/arriving-pieces.ts";
import { PieceStore } from "../library/piece-store.ts";
import { ProgrammingStore } from "../programming/programming-store.ts";
import { PublishedStore } from "../published/published-store.ts";
import { EpisodeStore } from "../recurrence/episode-store.ts";
import { SCHEDULE_LEVEL } from "../schedule-tables.ts";
import { ShowStore } from "../shows/show-store.ts";
import { VideoStore } from "../videos/video-store.ts";
import { readThroughFacts } from "./read-through-facts.ts";

/** An empty database that speaks as the storage of a Durable Object does, wherever it is. */
export type EmptyStorage = {
  sql: { exec: (query: string, ...bindings: (string | number | null)[]) => Iterable<unknown> };
  transactionSync: <T>(act: () => T) => T;
};
export type ArchivedFacts = { kind: "facts"; facts: ReadThroughFacts } | { kind: "bad"; message: string };

/**
 * The facts of `[from, to)` as a station knew them that made an archive. The archive is put into `empty` and asked
 * as the station would be. What an archive does not keep is not known: mail addresses, and who else runs a meeting.
 */
export async function archivedFacts(
  bytes: ReadableStream<Uint8Array>,
  empty: EmptyStorage,
  window: { from: Second; to: Second },
): Promise<ArchivedFacts> {
  const read = await readArchive(bytes);
  if (read.kind === "bad") return read;
  const storage = z.custom<DurableObjectStorage>().parse(empty);
  const { head, rows } = read.archive;
  if (head.scheduleLevel > SCHEDULE_LEVEL)
    return { kind: "bad", message: "It is of a later release than this one." };
  const pieces = rows.flatMap(({ table, row }) => (table === "asset" ? [String(row["asset"])] : []));
  try {
    fillTables(storage, { level: head.scheduleLevel, rows }, new Set(pieces));
  } catch (error) {
    return { kind: "bad", message: `Its rows do not fit: ${String(error)}` };
  }
  return { kind: "facts", facts: factsIn(storage.sql, head, window) };
}

function factsIn(
  sql: SqlStorage,
  {
    settings: raw,
    channel,
    madeMs,
  }: { settings: Readonly<Record<string, string>>; channel: string; madeMs: number },
  window: { from: Second; to: Second },
): ReadThroughFacts {
  const settings = parseSettings(raw);
  const events = new EventStore(sql);
  // A week that an archive tells of is read as it was planned, however long ago that was.
  const nowMs = Math.min(madeMs, window.from * 1000);
  const channelName = firstChannel({ CHANNEL: channel });
  const { territory } = settings;
  const known = { events, pieces: new PieceStore(sql), published: new PublishedStore(sql) };
  const made = { shows: new ShowStore(sql), episodes: new EpisodeStore(sql) };
  const programming = new ProgrammingStore(sql);
  const { ahead } = assembleAhead({ ...known, sql, channelName, territory, nowMs: () => nowMs });
  const stores = { ...known, channel: channelName, ahead, programming };
  const air = new AirFacts({
    ...stores,
    stationHost: settings.meetings.host,
    territory,
    preRollSeconds: settings.margins.preRollSeconds,
    facilities: new FacilityStore(sql),
    videos: new VideoStore(sql),
    arriving: new ArrivingPieces(),
  });
  const outlook = (record: EventRecord): ReturnType<typeof outlookOf> =>
    outlookOf(record, {
      ...air.of(record.entry, nowMs),
      notSetUp: undefined,
      faults: [],
      goingLive: undefined,
      nowMs,
    });
  return readThroughFacts({ ...stores, ...made, settings, outlookOf: outlook }, window);
}
