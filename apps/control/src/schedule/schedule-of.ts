import type { Env } from "../env.ts";
import type { Schedule } from "./schedule.ts";

/** The station's schedule: there is one, whatever the number of its channels. */
export function scheduleOf(env: Env): DurableObjectStub<Schedule> {
  return env.SCHEDULES.getByName("station");
}
