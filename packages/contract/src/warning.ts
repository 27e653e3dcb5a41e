import { z } from "zod";
import { AiringId } from "./names.ts";
import { Second } from "./time.ts";

/**
 * How much a warning matters, the heaviest first. `alarm`: it hurts what is on air now. `trouble`: something will not air as
 * planned, or cannot be prepared. `notice`: it airs, and somebody should still know.
 */
export const Weight = z.enum(["alarm", "trouble", "notice"]);
export type Weight = z.infer<typeof Weight>;

/** What can be wrong with an event. */
export const EventCode = z.enum([
  /** A field of the newest version cannot be accepted. */
  "field-wrong",
  /** What the event links to and cannot air without is not published. */
  "link-wrong",
  /** Other programmes have all of its time. */
  "never-airs",
  /** Other programmes have some of its time. */
  "airs-in-part",
  /** The newest version is wrong, so an earlier one airs. */
  "earlier-version-airs",
  /** The collection of a block is not published. */
  "collection-missing",
  "collection-empty",
  /** A block in which no piece airs, and pieces of its collection that it leaves out. */
  "block-empty",
  "pieces-missing",
  "pieces-too-long",
  /** Other programmes have all of the time of one of its repeats, or some of it. */
  "repeat-dropped",
  "repeat-cut",
  "recording-missing",
  "recording-conforming",
  /** The rights of the recording do not cover the airing, or not where the station is. */
  "recording-outside-rights",
  /** The recording is shorter than its slot, or longer. */
  "ends-early",
  "cut-short",
  "plan-b-unpublished",
  "plan-b-missing",
  "plan-b-conforming",
  "plan-b-outside-rights",
  "presenter-unpublished",
  "show-unpublished",
  /** Another channel airs it. */
  "other-channel",
  /** Somebody who was to run its meeting cannot. */
  "producer-left-out",
  /** More meetings are held in its studio at one time than that can hold. */
  "studio-clash",
  /** Its meeting is held in another studio than it asks for. */
  "studio-taken",
  /** `endsAt` and `durationMinutes` say different ends. */
  "ends-differ",
  /** It was published after its start. */
  "begun-before",
  /** The start is written with an offset that its zone does not have on that day. */
  "offset-differs",
  /** It was withdrawn, and its meeting waits in case that was not meant. */
  "meeting-kept",
  /** Somebody takes out again and again what the station writes into the entry. */
  "entry-overwritten",
  "vendor-not-set-up",
  /** Its livestream is not on although it was asked for. */
  "not-streaming",
  /** The vendor does not say whether its meeting goes on. */
  "meeting-unseen",
  /** Its time has come, and nobody is in its meeting. */
  "nobody-there",
  /** Its meeting was found by asking: webhooks do not arrive. */
  "unheard",
  /** The mail with a guest's invite does not go. */
  "invite-unsent",
  /** The team's text of invites names something that nobody knows. */
  "invite-template",
  /** A step cannot be done, or not yet. */
  "step-failed",
  "step-waits",
]);
export type EventCode = z.infer<typeof EventCode>;

/** All that is warned of. The list is closed: each code has one weight, and its words are made in one place. */
export const WarningCode = z.enum([
  ...EventCode.options,
  // Of the schedule side.
  "setting-wrong",
  "schedule-uncompiled",
  "rundown-not-handed-over",
  /** Pieces of the filler pool come again before their time. */
  "filler-repeats",
  /** What the team says of filling cannot be read. */
  "programming-wrong",
  "video-missing",
  "import-fails",
  /** A segment that an entry marks is no piece, or not as it is marked. */
  "segment-unmade",
  /** A promo of what comes cannot be drawn. */
  "promo-unmade",
  /** What a piece is made of is not there any more. */
  "piece-lost",
  "input-refused",
  "hook-unsigned",
  /** By the rule of a show no episodes can be made. */
  "recurrence-wrong",
  /** The rule of a show has changed, and episodes that people have changed stay. */
  "episodes-kept",
  /** The entry of an episode cannot be made or taken out. */
  "episode-refused",
  /** One who is told of news does not take it. */
  "subscriber-unreached",
  // Of the channel.
  "room-in-trouble",
  "held-in-vain",
  "nobody-proposes",
  "no-playout",
  "playout-silent",
  "playout-without-ingest",
  "playout-warns",
  "source-fails",
  "no-rundown",
  "rundown-over",
  "rundown-ends",
  "segments-wait",
]);
export type WarningCode = z.infer<typeof WarningCode>;

const ALARMS: ReadonlySet<WarningCode> = new Set<WarningCode>([
  "not-streaming",
  "nobody-there",
  "room-in-trouble",
  "held-in-vain",
  "nobody-proposes",
  "no-playout",
  "source-fails",
  "no-rundown",
  "rundown-over",
  "schedule-uncompiled",
]);
const NOTICES: ReadonlySet<WarningCode> = new Set<WarningCode>([
  "recording-conforming",
  "filler-repeats",
  "programming-wrong",
  "ends-early",
  "plan-b-conforming",
  "repeat-dropped",
  "repeat-cut",
  "presenter-unpublished",
  "show-unpublished",
  "other-channel",
  "producer-left-out",
  "begun-before",
  "studio-taken",
  "offset-differs",
  "meeting-kept",
  "step-waits",
  "invite-template",
  "segments-wait",
  "episodes-kept",
  "promo-unmade",
]);

/** How much a warning of this code matters. */
export function weightOf(code: WarningCode): Weight {
  if (ALARMS.has(code)) return "alarm";
  return NOTICES.has(code) ? "notice" : "trouble";
}

/** Something a producer should know, until it is cured. Never holds a secret. */
export const Warning = z.object({
  /** What it is about: the same as long as it stands, whatever its words. A dismissal names it. */
  id: z.string().regex(/^[\w.:-]{1,200}$/),
  code: WarningCode,
  weight: Weight,
  /** The programme it is about, and when that starts. */
  programme: z.object({ airing: AiringId, title: z.string(), start: Second.optional() }).optional(),
  /** One sentence or two that stand alone: they name the programme and its local time. */
  message: z.string(),
  cure: z.string().optional(),
});
export type Warning = z.infer<typeof Warning>;

/** Body of `POST /api/v1/channels/{channel}/dismissals` (producers only): which warning, and what it said when it was read. */
export const DismissRequest = z.object({ warning: Warning.shape.id, message: z.string().max(4000) });
export type DismissRequest = z.infer<typeof DismissRequest>;
export const DismissAnswer = z.object({ dismissed: Warning.shape.id });
/** Answer of `DELETE` at the same place: what was dismissed and still stands is told again. */
export const RecallAnswer = z.object({ recalled: z.literal(true) });
