import { z } from "zod";
import { Presenter } from "./airing.ts";
import { GuestVerdict, GuestFinding } from "./guest-check.ts";
import { AiringId } from "./names.ts";
import { EpochMs, Second } from "./time.ts";

/** In characters. A producer's note to the guests of a show is a few lines. */
export const MAX_GUEST_NOTE = 2000;

/**
 * What the station receives of a guest's meeting. `nobody`: nobody is in it. `coming`: somebody is in it, and no second of it has
 * arrived lately. `received`: picture and sound come. `unknown`: nobody can tell.
 */
export const GuestSeen = z.object({
  state: z.enum(["unknown", "nobody", "coming", "received"]),
  picture: z.enum(["none", "black", "frozen", "good"]),
  sound: z.enum(["none", "silent", "good"]),
  /** Peak of the newest second in dBFS; absent when there was no sound. */
  peakDbfs: z.number().optional(),
  /** What is wrong with how it comes, for people. */
  problem: z.string().optional(),
});
export type GuestSeen = z.infer<typeof GuestSeen>;

/**
 * A check of a guest's set-up that is on. `waiting`: nobody is in the meeting. `starting`: somebody is, and the vendor has yet to
 * send. `measuring`: `measuredSeconds` of `neededSeconds` have come.
 */
export const GuestCheck = z.object({
  phase: z.enum(["waiting", "starting", "measuring"]),
  /** When it ends at the latest. */
  until: Second,
  measuredSeconds: z.int().min(0),
  neededSeconds: z.int().min(1),
  /** What was found so far. */
  findings: z.array(GuestFinding),
});
export type GuestCheck = z.infer<typeof GuestCheck>;

/** `early`: the door is closed yet. `open`: the guest may come in. `over`: the show is. `cancelled`: it does not air. */
export const GuestPhase = z.enum(["early", "open", "over", "cancelled"]);
export type GuestPhase = z.infer<typeof GuestPhase>;

/**
 * `GET /api/v1/guests/{token}`, and each message of `/api/v1/guests/{token}/events` (server-sent, `event: state`): all that a guest's
 * page shows. It holds no link, passcode or key.
 */
export const GuestState = z.object({
  nowMs: EpochMs,
  /** The guest's name, if the link was made for one person. */
  name: z.string().optional(),
  show: z.object({
    title: z.string(),
    summary: z.string(),
    start: Second,
    end: Second,
    /** IANA zone the programming team thinks in. */
    timezone: z.string(),
    /** The address of its page, `/schedule/{slug}`; absent when it has none. */
    slug: z.string().optional(),
    /** The others who are in it. */
    others: z.array(Presenter),
  }),
  /** IANA zone of the station. */
  stationTimezone: z.string(),
  phase: GuestPhase,
  /** It has a meeting to come into. */
  hasMeeting: z.boolean(),
  /** When a guest may come in, `[opens, closes)`. */
  opens: Second,
  closes: Second,
  /** Whether the door lets the guest in now: it is open, or their set-up is checked. */
  letsIn: z.boolean(),
  /** The show had another time when this link was made. */
  hasMoved: z.literal(true).optional(),
  /** The producer's note. */
  note: z.string().optional(),
  /** Absent while nobody is expected. */
  seen: GuestSeen.optional(),
  /** The newest committed second shows the room. Absent when the channel does not answer, or the show has no room. */
  isOnAir: z.boolean().optional(),
  /** So many seconds pass from what a guest does until the station has it. */
  lateSeconds: z.number().min(0),
  /** When the programme airs next, by start. */
  again: z.array(z.object({ start: Second, end: Second })),
  check: GuestCheck.optional(),
  /** Of the guest's newest check. */
  verdict: GuestVerdict.optional(),
  /** Why no check can be opened now, for people; absent while one can or is. */
  noCheck: z.string().optional(),
});
export type GuestState = z.infer<typeof GuestState>;

/** One guest of an event, as producers see them. */
export const GuestOfEvent = z.object({
  /** The person's entry; absent for the link that fits every guest. */
  person: AiringId.optional(),
  name: z.string(),
  /** The guest's page. A secret of its guest. Absent when links are not set up. */
  link: z.string().optional(),
  verdict: GuestVerdict.optional(),
});
export type GuestOfEvent = z.infer<typeof GuestOfEvent>;

/** `GET /api/v1/events/{airing}/guests` (producers only): who is expected, and what they are told. */
export const GuestsAnswer = z.object({
  guests: z.array(GuestOfEvent),
  note: z.string().optional(),
});
export type GuestsAnswer = z.infer<typeof GuestsAnswer>;

/** `PUT /api/v1/events/{airing}/guest-note` (producers only): what its guests read on their page from now on; empty for nothing. */
export const GuestNoteRequest = z.object({ note: z.string().trim().max(MAX_GUEST_NOTE) });
export type GuestNoteRequest = z.infer<typeof GuestNoteRequest>;
