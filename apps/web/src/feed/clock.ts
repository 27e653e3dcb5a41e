import { signal } from "@preact/signals";
import { stationClock } from "../time/station-clock.ts";

const clock = stationClock(() => performance.now(), Date.now());

/** Channel time now, milliseconds since the epoch. */
export const nowMs = clock.nowMs;
/** Channel time in whole seconds; changes on the second. Pages that show time read this. */
export const nowSecond = signal(Math.floor(nowMs() / 1000));

/** Feeds the clock with an answer that carried the server's time. Who has a wrong clock sees the right time at once. */
export function readClock(...reading: Parameters<typeof clock.read>): void {
  clock.read(...reading);
  nowSecond.value = Math.floor(nowMs() / 1000);
}

/** Keeps `nowSecond` going. Each turn is aimed anew, so that it never drifts off the second. */
export function startClock(): void {
  const turn = (): void => {
    nowSecond.value = Math.floor(nowMs() / 1000);
    setTimeout(turn, 1000 - (nowMs() % 1000) + 5);
  };
  turn();
}
