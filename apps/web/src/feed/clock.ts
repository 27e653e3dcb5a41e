import { secondOf } from "@nonstop/contract/time";
import { signal } from "@preact/signals";
import { stationClock } from "../time/station-clock.ts";

const clock = stationClock(() => performance.now(), Date.now());

/** Channel time now, milliseconds since the epoch. */
export const nowMs = clock.nowMs;
/** Channel time in whole seconds, for everything that shows time. It changes on the second. */
export const nowSecond = signal(secondOf(nowMs()));

/** Gives the clock an answer that carried the server's time, so that a viewer with a wrong clock sees the right time. */
export function readClock(...reading: Parameters<typeof clock.read>): void {
  clock.read(...reading);
  nowSecond.value = secondOf(nowMs());
}

/** Keeps `nowSecond` going. Each tick is timed from the current clock, so that ticks do not drift off the second. */
export function startClock(): void {
  const turn = (): void => {
    nowSecond.value = secondOf(nowMs());
    setTimeout(turn, 1000 - (nowMs() % 1000) + 5);
  };
  turn();
}
