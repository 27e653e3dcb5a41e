import { secondOf } from "@nonstop/contract/time";
import { signal } from "@preact/signals";
import { stationClock } from "../time/station-clock.ts";

const clock = stationClock(() => performance.now(), Date.now());

/** Channel time now, milliseconds since the epoch. */
export const nowMs = clock.nowMs;
/** Channel time in whole seconds; changes on the second. Pages that show time read this. */
export const nowSecond = signal(secondOf(nowMs()));

/** Feeds the clock with an answer that carried the server's time. Who has a wrong clock sees the right time at once. */
export function readClock(...reading: Parameters<typeof clock.read>): void {
  clock.read(...reading);
  nowSecond.value = secondOf(nowMs());
}

/** Keeps `nowSecond` going. Each turn is aimed anew, so that it never drifts off the second. */
export function startClock(): void {
  const turn = (): void => {
    nowSecond.value = secondOf(nowMs());
    setTimeout(turn, 1000 - (nowMs() % 1000) + 5);
  };
  turn();
}
