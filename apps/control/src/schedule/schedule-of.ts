import { objectStub } from "@nonstop/door/object-stub";
import type { Env } from "../env.ts";
import type { ScheduleObject } from "./schedule-object.ts";

/** The station's schedule: there is one, whatever the number of its channels. */
export function scheduleOf(env: Env): DurableObjectStub<ScheduleObject & Rpc.DurableObjectBranded> {
  return objectStub(env.SCHEDULES, "station", env);
}
