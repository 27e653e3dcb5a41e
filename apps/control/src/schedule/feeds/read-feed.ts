import { secondOf } from "@nonstop/contract/time";
import type { CalendarEntry } from "@nonstop/schedule/feeds/calendar-entry";
import { slotsOf } from "@nonstop/schedule/feeds/slots";
import { clock } from "@nonstop/door/clock";
import { log } from "@nonstop/door/log";
import { SharedReads } from "@nonstop/door/shared-reads";
import type { Env } from "../../env.ts";
import { snapshotsFromKv } from "../guide/snapshots.ts";
import type { TelevisionGuide } from "../guide/station-guide.ts";
import { scheduleOf } from "../schedule-of.ts";

// Anybody may ask for these at any rate, so the schedule is asked for each once in a moment.
const guides = new SharedReads<TelevisionGuide>({ keepMs: () => 1000, maxWeight: 10 });
const calendars = new SharedReads<CalendarEntry[]>({ keepMs: () => 1000, maxWeight: 10 });

/** The guide of a window for televisions. While the schedule is down it is made of the snapshots in KV. */
export async function readTelevisionGuide(
  env: Env,
  channel: string,
  window: { from: number; to: number },
): Promise<TelevisionGuide> {
  try {
    const key = `${channel} ${window.from} ${window.to}`;
    return await guides.read(key, () => scheduleOf(env).televisionGuide(window));
  } catch {
    log("schedule-down", { channel });
    const { guide, rundown } = await snapshotsFromKv(env.STATION, channel);
    const slots = slotsOf(guide?.entries ?? [], rundown?.items ?? [], window);
    return { slots, firstShown: new Map() };
  }
}

/**
 * What calendars are told of each airing. Undefined while the schedule is down: a calendar keeps what it has, and would take a
 * guess for a change.
 */
export async function readCalendar(env: Env, channel: string): Promise<CalendarEntry[] | undefined> {
  try {
    return await calendars.read(channel, () => scheduleOf(env).calendar());
  } catch {
    log("schedule-down", { channel, second: secondOf(clock.nowMs()) });
    return undefined;
  }
}
