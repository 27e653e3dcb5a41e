import { z } from "zod";
import { isTimezone } from "../pages/wall-time.ts";

const Link = z.object({ sys: z.looseObject({ id: z.string(), linkType: z.string().optional() }) });

/** What a client asks for: an entry is to be published or unpublished at a time. */
export const ScheduledActionBody = z.object({
  entity: Link,
  environment: Link.optional(),
  action: z.enum(["publish", "unpublish"]),
  scheduledFor: z.object({
    datetime: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
    timezone: z.string().refine(isTimezone).optional(),
  }),
});

export const ScheduledAction = z.object({
  id: z.string(),
  version: z.int(),
  entry: z.string(),
  environment: z.string(),
  action: z.enum(["publish", "unpublish"]),
  datetime: z.string(),
  timezone: z.string().optional(),
  status: z.enum(["scheduled", "succeeded", "failed", "canceled"]),
  error: z.object({ id: z.string(), message: z.string().optional() }).optional(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ScheduledAction = z.infer<typeof ScheduledAction>;

/** The actions whose time has come, in their order. Pure. */
export function dueActions(actions: readonly ScheduledAction[], nowMs: number): ScheduledAction[] {
  return actions
    .filter(({ status, datetime }) => status === "scheduled" && Date.parse(datetime) <= nowMs)
    .sort((one, other) => Date.parse(one.datetime) - Date.parse(other.datetime));
}
