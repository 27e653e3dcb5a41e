import { EventProblem } from "@nonstop/contract/events";
import { Layout } from "@nonstop/contract/layout";
import { z } from "zod";
import { KnownInvites } from "../invites/known-invites.ts";
import { DialIn, LeftOut } from "../ports/meetings.ts";
import { Tries } from "./tries.ts";

/** The meeting of an airing. The join URL and the passcode are secrets: they leave only by the write-back. */
export const KnownMeeting = z.object({
  id: z.string(),
  host: z.string(),
  /** The host that the event asked for when it was made; absent when it is the same. */
  wishedHost: z.string().optional(),
  /** What the meeting was made or last changed from; empty when found by its marker. */
  meetingKey: z.string(),
  joinUrl: z.string(),
  passcode: z.string(),
  dialIn: DialIn.optional(),
  /** What its livestream was last pointed from. The stream key itself is kept nowhere. */
  livestreamKey: z.string().optional(),
  /** Producers who cannot be its alternative hosts; absent when there are none. */
  leftOut: z.array(LeftOut).optional(),
  /** Until when (epoch ms) its changes by us count as done, its creation left out: `meeting-spacing.ts`. */
  changedMs: z.number().optional(),
  invitation: z.object({ meetingKey: z.string(), text: z.string() }).optional(),
});
export type KnownMeeting = z.infer<typeof KnownMeeting>;

/** The live input that an airing's meeting sends to. Its stream key is kept nowhere; address and token are secrets, told to ingest alone. */
export const KnownInput = z.object({
  id: z.string(),
  /** Where its pictures are, with the id in the place where the token goes. */
  playback: z.string(),
  /** How often its key was changed: an earlier key opens nothing. */
  rotations: z.int(),
  /** The meeting that was given its key. */
  givenTo: z.string().optional(),
  /** A producer asked for another key. */
  isKeyUnwanted: z.literal(true).optional(),
  /** With what ingest may see its pictures, until `expires` (Unix seconds). */
  token: z.object({ value: z.string(), expires: z.int() }).optional(),
  /** When it was last looked at because no picture comes. */
  lookedMs: z.number().optional(),
});
export type KnownInput = z.infer<typeof KnownInput>;

/** A running instance of the meeting, as webhooks tell it and as it was found when we asked. */
export const KnownSession = z.object({
  startedMs: z.number(),
  /** When we last heard of its livestream: older news come late and are no news. */
  heardMs: z.number(),
  livestream: z.enum(["off", "asked", "on"]),
  askedMs: z.number().optional(),
  /** How often the livestream was asked for since it last was on for a while. */
  asks: z.int(),
  /** When we asked and were told that it goes on. */
  seenMs: z.number().optional(),
  /** When its picture was last seen to arrive here. */
  receivedMs: z.number().optional(),
  /** The layout that a producer has chosen in mid-show; the event's own when absent. */
  layout: Layout.optional(),
  /** No webhook has told of it: it was found by asking. */
  isFound: z.literal(true).optional(),
});
export type KnownSession = z.infer<typeof KnownSession>;

/** What is known of the fields that are ours in an event's entry. */
export const KnownEntry = z.object({
  /** What they say, as it was last seen or written, as one text; absent while that is to be looked at. */
  saidKey: z.string().optional(),
  /** Grows with each look at the entry, and spaces them. */
  spacedMs: z.number(),
  /** What was last written into them, when, and how often it had been taken out before. */
  wrote: z.object({ key: z.string(), atMs: z.number(), repairs: z.int() }).optional(),
});
export type KnownEntry = z.infer<typeof KnownEntry>;

/** What has been done for an event so far. */
export const Known = z.object({
  linksKey: z.string().optional(),
  linkProblem: EventProblem.optional(),
  /** What its private fields were read for. */
  privateKey: z.string().optional(),
  meeting: KnownMeeting.optional(),
  /**
   * Meetings in other studios that it had before. Their livestreams are stopped when the new one sends or the window is closed, and
   * they are deleted once nobody is in them.
   */
  former: z.array(z.object({ id: z.string(), isStopped: z.literal(true).optional() })).optional(),
  /** The meetings that it had, the present one last, a few at most: copies of its entry may name any of them. */
  had: z.array(z.string()).optional(),
  /** A meeting that was asked for and may have been made, though no answer came. */
  maybeMade: z.object({ host: z.string(), topic: z.string(), start: z.int() }).optional(),
  /** The live input that it sends to, where the station is fed by such. */
  input: KnownInput.optional(),
  /** How many live inputs it had that are no more. */
  inputsGone: z.int().optional(),
  session: KnownSession.optional(),
  /** When the last session ended: a start told of later may be older. */
  endedMs: z.number().optional(),
  /** When its meeting was last made anew in another studio. */
  movedMs: z.number().optional(),
  /** Meetings that somebody deleted since the last revision. */
  vanished: z.int().optional(),
  entry: KnownEntry.optional(),
  /** What its guests were told, and are to be. */
  invites: KnownInvites.optional(),
  /** When the vendor was last asked whether the meeting goes on. */
  lookedMs: z.number().optional(),
  /** Steps that failed. A new revision tries them all anew. */
  tries: Tries.optional(),
});
export type Known = z.infer<typeof Known>;
