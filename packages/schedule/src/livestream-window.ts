import type { Airing } from "@nonstop/contract/airing";
import type { Second } from "@nonstop/contract/time";

/** By how many seconds a livestream may be up before its airing's start, and after its end. */
export type LivestreamMargins = { preRollSeconds: number; overrunSeconds: number };

/** Half-open `[from, to)` of seconds. */
export type Window = { from: Second; to: Second };

/** When the livestream of an airing's meeting may be up: `[start - pre-roll, end + overrun)`, however early guests come. */
export function livestreamWindow(
  { start, end }: Pick<Airing, "start" | "end">,
  { preRollSeconds, overrunSeconds }: LivestreamMargins,
): Window {
  return { from: start - preRollSeconds, to: end + overrunSeconds };
}

/** Whether `second` lies in a window. */
export function isWithin({ from, to }: Window, second: Second): boolean {
  return from <= second && second < to;
}
