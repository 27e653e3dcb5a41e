import { z } from "zod";
import { AiringKind } from "./airing.ts";
import { AiringId, RoomId } from "./names.ts";
import { Rehearsal } from "./rehearsal.ts";
import { Second } from "./time.ts";
import { EventCode, Warning } from "./warning.ts";

/** What is wrong with an event, for the people who can cure it. Never holds a secret. */
export const EventProblem = z.object({
  message: z.string(),
  /** e.g. `fields.startsAt`. */
  field: z.string().optional(),
  cure: z.string().optional(),
});
export type EventProblem = z.infer<typeof EventProblem>;

/** One thing the station says of an event: a whole sentence that names the programme and its local time, and the cure. */
export const EventNote = EventProblem.extend({ code: EventCode });
export type EventNote = z.infer<typeof EventNote>;

/** `ready`: it will air, in part at least. `failed`: it will not, or not as the newest version wants it. */
export const EventState = z.enum(["pending", "ready", "failed", "cancelled"]);
export type EventState = z.infer<typeof EventState>;

/**
 * What will really happen with an event, as one value. It is printed alike into the entry, the producers' API and the control
 * room.
 */
export const Outlook = z.object({
  state: EventState,
  problem: EventNote.optional(),
  warnings: z.array(EventNote),
});
export type Outlook = z.infer<typeof Outlook>;

/** An event of the programming team: what will happen with it, and how far it is. Without any link, key or meeting id. */
export const EventStatus = Outlook.extend({
  entry: AiringId,
  title: z.string(),
  kind: AiringKind.optional(),
  start: Second.optional(),
  end: Second.optional(),
  /** For live events: where its picture comes. */
  room: RoomId.optional(),
  /** While a producer has opened the room outside its window. */
  rehearsal: Rehearsal.optional(),
  revision: z.int().min(0),
  /** What is being done, or tried again: a name of the step table. */
  step: z.string().optional(),
});
export type EventStatus = z.infer<typeof EventStatus>;

/**
 * `GET /api/v1/events` (producers only): events that have not ended a day ago, by start; and what the schedule side warns of,
 * the heaviest first, without what was dismissed. `moreWarnings` counts those that are left out because there are too many.
 */
export const EventsAnswer = z.object({
  events: z.array(EventStatus),
  warnings: z.array(Warning),
  moreWarnings: z.int().min(0),
  /** How many more stand and were dismissed. */
  dismissed: z.int().min(0),
});
export type EventsAnswer = z.infer<typeof EventsAnswer>;
