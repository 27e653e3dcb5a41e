import { load, world } from "./cloudflare-workers.ts";

/** `cloudflare:test` for tests that run the schedule in plain Node. */

export async function reset(): Promise<void> {
  await load();
  world.reset();
}

export async function runDurableObjectAlarm(): Promise<boolean> {
  await load();
  const { schedule } = world;
  if (schedule.storage.alarmMs === undefined) return false;
  schedule.storage.alarmMs = undefined;
  await schedule.current.alarm();
  return true;
}

export async function runInDurableObject<T>(
  _stub: unknown,
  act: (schedule: unknown, state: object) => T | Promise<T>,
): Promise<T> {
  await load();
  const { schedule } = world;
  return act(schedule.current, { storage: schedule.storage, abort: () => schedule.abort() });
}
