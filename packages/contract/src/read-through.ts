import { z } from "zod";
import { Airing } from "./airing.ts";
import { EventNote } from "./events.ts";
import { GuestInvite } from "./invites.ts";
import { Library } from "./library.ts";
import { AiringId, AssetId, ChannelId } from "./names.ts";
import { Programming } from "./programming.ts";
import { Second } from "./time.ts";

/** As far as one read-through reaches: a month. */
export const MAX_READ_HOURS = 31 * 24;

/** One guest of an airing, and how far their invitation is. It holds neither link nor address. */
export const GuestReading = z.object({
  name: z.string(),
  /** IANA; absent when nobody knows it, and they are told the time of the programme's zone. */
  timezone: z.string().optional(),
  /** The time of the airing as their invitation says it. */
  when: z.string(),
  /** Absent when it is not known: an archive keeps no addresses. */
  hasAddress: z.boolean().optional(),
  hasLink: z.boolean(),
  mail: GuestInvite.shape.mail,
  /** What came of the newest check of their set-up; absent when they have made none. */
  setUp: z.enum(["ready", "not-ready"]).optional(),
});
export type GuestReading = z.infer<typeof GuestReading>;

/** What the station knows of one event, besides its airing. */
export const EventReading = z.object({
  entry: AiringId,
  /** What will happen with it, in the words of its entry. */
  notes: z.array(EventNote),
  guests: z.array(GuestReading),
  /** How many people besides the host may run its meeting; absent when it has none, or when that is not known. */
  alternativeHosts: z.int().min(0).optional(),
});
export type EventReading = z.infer<typeof EventReading>;

/**
 * `GET /api/v1/rehearsal?from=..&hours=..` (producers and operators): all that a read-through of `[from, to)` is made from. What airs
 * is worked out by whoever asked, never by the schedule's own object: that has a channel to keep on air.
 */
export const ReadThroughFacts = z.object({
  channel: ChannelId,
  /** The station's zone. */
  timezone: z.string(),
  from: Second,
  to: Second,
  upstreamDelaySeconds: z.number().min(0),
  margins: z.object({ preRollSeconds: z.number(), overrunSeconds: z.number() }),
  /** Those that may reach into the window, and those that air on either side of it. */
  airings: z.array(Airing),
  /** Of these airings: episodes that the station has not made yet, for they are too far ahead. */
  toCome: z.array(AiringId),
  pieces: Library.shape.assets,
  /** What blocks may be taken from: its entry, and how many pieces of the library are in it. */
  collections: z.array(z.object({ entry: z.string(), title: z.string(), pieces: z.int().min(0) })),
  programming: Programming,
  /** When each piece was last on, as far as is known. */
  aired: z.record(AssetId, Second),
  events: z.array(EventReading),
  /** Where entries are edited: an address that the id of an entry completes. Absent when no space is set up. */
  entryPages: z.url().optional(),
});
export type ReadThroughFacts = z.infer<typeof ReadThroughFacts>;
