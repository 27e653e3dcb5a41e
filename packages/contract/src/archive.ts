import { z } from "zod";
import { AsRunSpan } from "./as-run.ts";
import { AssetId, ChannelId, HouseVersion } from "./names.ts";
import { Take } from "./rundown.ts";
import { EpochMs, Second } from "./time.ts";

/**
 * An archive of a station: all that its objects know and nobody else does, as gzipped lines of JSON. Media is named, not contained.
 * No secret is in it. The first line is an `ArchiveHead`, the last an `ArchiveEnd`: what lacks it was cut off.
 */
export const ARCHIVE_VERSION = 1;
export const ARCHIVE_MEDIA_TYPE = "application/gzip";

/** Where archives lie in the bucket: `backups/{channel}/{time}.archive`. */
export const ARCHIVES_PREFIX = "backups/";

export const ArchiveHead = z.object({
  kind: z.literal("head"),
  format: z.literal("nonstop-archive"),
  version: z.int().positive(),
  madeMs: EpochMs,
  channel: ChannelId,
  /** The Workers' settings that are no secrets, by name. */
  settings: z.record(z.string(), z.string()),
  /** How many migrations the schedule's tables had behind them. */
  scheduleLevel: z.int().positive(),
});
export type ArchiveHead = z.infer<typeof ArchiveHead>;

/** A row of one of the schedule's tables. */
export const ArchiveRow = z.object({
  kind: z.literal("row"),
  table: z.string().regex(/^[a-z_]+$/),
  row: z.record(z.string().regex(/^[a-z_]+$/), z.union([z.string(), z.number(), z.null()])),
});
export type ArchiveRow = z.infer<typeof ArchiveRow>;

/** What the channel aired in `[from, to)`: spans side by side, oldest first, the seconds that nobody proposed included. */
export const PastPage = z.object({ from: Second, to: Second, spans: z.array(AsRunSpan) });
export type PastPage = z.infer<typeof PastPage>;

/** In which versions of the house format the channel aired, and the takes that it still remembers. */
export const PastFacts = z.object({
  houses: z.array(z.object({ from: Second, version: HouseVersion })),
  takes: z.array(Take),
});
export type PastFacts = z.infer<typeof PastFacts>;

/** A page of a channel's past, or none, and what else an archive keeps of it. */
export type Past = { page?: PastPage | undefined; facts?: PastFacts | undefined };

export const ArchiveEnd = z.object({ kind: z.literal("end"), lines: z.int().positive() });
export type ArchiveEnd = z.infer<typeof ArchiveEnd>;

/** Pages of the past stand newest first, so that what was read of them always reaches up to the present. */
export const ArchiveLine = z.discriminatedUnion("kind", [
  ArchiveHead,
  ArchiveRow,
  PastFacts.extend({ kind: z.literal("past-facts") }),
  PastPage.extend({ kind: z.literal("past") }),
  ArchiveEnd,
]);
export type ArchiveLine = z.infer<typeof ArchiveLine>;

/** `POST /api/v1/archive` (operators only): what was put back. */
export const RestoreAnswer = z.object({
  events: z.int(),
  pieces: z.int(),
  /** Pieces of the library that the bucket lacks: each is in the library again a minute after its files are there. */
  missingPieces: z.array(AssetId),
  /** Since when the as-run tells what aired; absent when nothing was added before this channel's own. */
  asRunFrom: Second.optional(),
  /** What is different here, and what to do about it, in sentences. */
  notes: z.array(z.string()),
});
export type RestoreAnswer = z.infer<typeof RestoreAnswer>;
