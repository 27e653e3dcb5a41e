import type { Env } from "../../src/env.ts";
import { Schedule as ScheduleOfVendors } from "../../src/schedule/schedule.ts";
import { settingsOf } from "../../src/settings.ts";
import { vendorsOf } from "../../src/wiring.ts";
import { mailInProcess } from "../stand-ins/mail.ts";

/** The schedule's object, whose mail lands in this process. */
export class Schedule extends ScheduleOfVendors {
  constructor(ctx: DurableObjectState, env: Env) {
    const settings = settingsOf(env);
    super(ctx, env, { settings, vendors: { ...vendorsOf(settings), mail: mailInProcess } });
  }
}
