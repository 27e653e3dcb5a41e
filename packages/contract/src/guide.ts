import { z } from "zod";
import { AiringKind, AiringPiece, Presenter, ShowName } from "./airing.ts";
import { AiringId, ChannelId } from "./names.ts";
import { ItemKind, AiredRole, Reason, RoomKind } from "./rundown.ts";
import { EpochMs, Second } from "./time.ts";

/**
 * A programme as the public sees it, for one span in which it airs: `start` and `end` are where others have its time left out, so
 * entries never overlap, one that is interrupted has several, and one that never airs has none.
 */
export const GuideEntry = z.object({
  airing: AiringId,
  slug: z.string(),
  kind: AiringKind,
  title: z.string(),
  summary: z.string(),
  presenters: z.array(Presenter),
  language: z.string().optional(),
  start: Second,
  end: Second,
  timezone: z.string(),
  /** It goes on after another programme: an earlier span of it has an entry as well. */
  continued: z.literal(true).optional(),
  show: ShowName.optional(),
  art: z.url().optional(),
  /** Of a block: the pieces that begin in this span, by start. */
  pieces: z.array(AiringPiece.omit({ asset: true })).optional(),
  /** It is a repeat of this airing. */
  repeatOf: AiringId.optional(),
});
export type GuideEntry = z.infer<typeof GuideEntry>;

/** `GET /api/v1/channels/{channel}/guide?from=..&to=..` (Unix seconds): entries that touch `[from, to)`, by start. */
export const Guide = z.object({
  channel: ChannelId,
  /** IANA zone of the station. */
  stationTimezone: z.string(),
  from: Second,
  to: Second,
  entries: z.array(GuideEntry),
});
export type Guide = z.infer<typeof Guide>;

/** One of a programme's airings: the address of its page, and when it airs. */
export const ProgrammeAiring = GuideEntry.pick({
  airing: true,
  slug: true,
  kind: true,
  start: true,
  end: true,
  repeatOf: true,
});
export type ProgrammeAiring = z.infer<typeof ProgrammeAiring>;

/**
 * `GET /api/v1/channels/{channel}/programmes/{slug}`: the airing whose address this is, or once was (`entry.slug` is the present
 * one); and all airings of the programme, by start: up to 10 that are past, and up to 40 from now on.
 */
export const ProgrammeAnswer = z.object({
  stationTimezone: z.string(),
  entry: GuideEntry,
  airings: z.array(ProgrammeAiring),
});
export type ProgrammeAnswer = z.infer<typeof ProgrammeAnswer>;

/** What runs between programmes shows as its kind and title, and so does each piece of a block, whose title is its entry's. */
export const OnNow = z.object({
  kind: ItemKind,
  title: z.string(),
  role: AiredRole.optional(),
  start: Second,
  end: Second,
  /** Present when it is a programme of the guide. */
  entry: GuideEntry.optional(),
});
export type OnNow = z.infer<typeof OnNow>;

/** What aired in place of what was planned, and why. */
export const StandIn = z.object({
  kind: RoomKind,
  reason: Reason,
  /** The kind of the room that was planned, where that is known. */
  planned: RoomKind.optional(),
  /** The programme's own room was on air before, a moment ago. */
  seen: z.literal(true).optional(),
});
export type StandIn = z.infer<typeof StandIn>;

/** Seconds `[from, to)` as they aired, as the public reads about them. */
export const AiredSpan = z.object({
  from: Second,
  to: Second,
  kind: ItemKind,
  title: z.string(),
  /** The programme of the guide that was on. */
  airing: AiringId.optional(),
  /** From when to when it is on by the plan; absent where nothing says so. */
  start: Second.optional(),
  end: Second.optional(),
  standIn: StandIn.optional(),
});
export type AiredSpan = z.infer<typeof AiredSpan>;

/** So far back does `aired` reach: a viewer may be some minutes behind, or come back to a page that slept. */
export const AIRED_SECONDS = 600;
/** A room that comes and goes makes a span each time. */
export const MAX_AIRED_SPANS = 60;

/**
 * `GET /api/v1/channels/{channel}/now`: `now` by the rundown and `ahead` what it has next, up to 3; `next` are the coming
 * programmes, up to 3. `aired` is what the newest seconds were, oldest first: at most the last `AIRED_SECONDS`. A page reads
 * from it what the second is whose picture it shows. `standIn` is that of the newest second, absent while that is as planned.
 */
export const NowNext = z.object({
  channel: ChannelId,
  nowMs: EpochMs,
  now: OnNow,
  standIn: StandIn.optional(),
  ahead: z.array(OnNow),
  next: z.array(GuideEntry),
  aired: z.array(AiredSpan),
});
export type NowNext = z.infer<typeof NowNext>;
