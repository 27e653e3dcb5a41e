import { z } from "zod";
import { AiringKind, Presenter } from "./airing.ts";
import { AiringId, ChannelId } from "./names.ts";
import { ItemKind, Reason, RoomKind } from "./rundown.ts";
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

/** What runs between programmes shows as its kind and title. */
export const OnNow = z.object({
  kind: ItemKind,
  title: z.string(),
  start: Second,
  end: Second,
  /** Present when it is a programme of the guide. */
  entry: GuideEntry.optional(),
});
export type OnNow = z.infer<typeof OnNow>;

/** What aired in place of what was planned, and why. */
export const StandIn = z.object({ kind: RoomKind, reason: Reason });
export type StandIn = z.infer<typeof StandIn>;

/**
 * `GET /api/v1/channels/{channel}/now`: `now` by the rundown, `standIn` by the newest second that aired, absent while that
 * is as planned. `next` are the coming programmes, up to 3.
 */
export const NowNext = z.object({
  channel: ChannelId,
  nowMs: EpochMs,
  now: OnNow,
  standIn: StandIn.optional(),
  next: z.array(GuideEntry),
});
export type NowNext = z.infer<typeof NowNext>;
