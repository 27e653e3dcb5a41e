import { Airing } from "@nonstop/contract/airing";
import { EventNote, EventProblem } from "@nonstop/contract/events";
import { Rehearsal } from "@nonstop/contract/rehearsal";
import { z } from "zod";
import { EventFields } from "./event-fields.ts";
import { GuestsKnown } from "../../guests/guests-known.ts";
import { Known } from "../steps/known.ts";
import { ResolvedLinks } from "./linked-entries.ts";
import { PrivateFields } from "./private-fields.ts";

const WrittenFields = z.record(z.string(), z.record(z.string(), z.unknown()));

/** One event as the schedule keeps it: what was asked for, what stands in the schedule, what has been done. */
export const EventRecord = z.object({
  entry: z.string(),
  /** Revision of what was heard last. Revisions may start anew: when an entry is deleted and made again (`createdAt`), or unpublished. */
  revision: z.int().min(0),
  createdAt: z.string(),
  presence: z.enum(["published", "withdrawn", "deleted"]),
  /** When it was withdrawn or deleted, if it was. */
  withdrawnMs: z.number().optional(),
  title: z.string(),
  /** The channel that airs it, when that is not ours. */
  elsewhere: z.string().optional(),
  /** The newest fields as they were written, of an event that belongs to a show: they are read anew when the show changes. */
  written: z.object({ show: z.string(), fields: WrittenFields }).optional(),
  /** The newest fields that were in order. */
  event: EventFields.optional(),
  /** What is wrong with the fields of the newest revision. */
  problem: EventProblem.optional(),
  /** What people should know of the fields of `event`. */
  fieldNotes: z.array(EventNote).optional(),
  /** When the newest revision was published, and when `event` was. */
  publishedMs: z.number().optional(),
  eventMs: z.number().optional(),
  links: ResolvedLinks.optional(),
  /** What its people wrote that viewers never see: secrets, as addresses of people are. */
  privateFields: PrivateFields.optional(),
  /** What stands in the schedule. */
  airing: Airing.optional(),
  /** While a producer has opened its room outside its window, or had. */
  rehearsal: Rehearsal.optional(),
  guests: GuestsKnown.optional(),
  known: Known,
  /** When to look at it again; absent when it is at rest. */
  dueMs: z.number().optional(),
});
export type EventRecord = z.infer<typeof EventRecord>;
