import { z } from "zod";
import { AiringKind } from "./airing.ts";
import { AiringId } from "./names.ts";
import { Second } from "./time.ts";

/** What is wrong with an event, for the people who can cure it. Never holds a secret. */
export const EventProblem = z.object({
  message: z.string(),
  /** e.g. `fields.startsAt`. */
  field: z.string().optional(),
  cure: z.string().optional(),
});
export type EventProblem = z.infer<typeof EventProblem>;

/** How far an event of the programming team is provisioned. Without any link, key or meeting id. */
export const EventStatus = z.object({
  entry: AiringId,
  title: z.string(),
  kind: AiringKind.optional(),
  start: Second.optional(),
  end: Second.optional(),
  revision: z.int().min(0),
  state: z.enum(["pending", "ready", "failed", "cancelled"]),
  /** What is being done, or tried again: a name of the step table. */
  step: z.string().optional(),
  problem: EventProblem.optional(),
});
export type EventStatus = z.infer<typeof EventStatus>;

/** `GET /api/v1/events` (producers only): events that have not ended a day ago, by start; and what the schedule side warns of. */
export const EventsAnswer = z.object({ events: z.array(EventStatus), warnings: z.array(z.string()) });
export type EventsAnswer = z.infer<typeof EventsAnswer>;
