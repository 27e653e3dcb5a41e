import type { SecondRange } from "@nonstop/contract/channel-object";
import { secondOf, slateDeadlineMs } from "@nonstop/contract/time";
import { SEGMENT_SECONDS } from "@nonstop/media/lattice";

/**
 * The row of seconds. Every second in `[start, edge)` is decided and listed for ever. `ahead` holds, in ascending
 * order, the seconds after `edge` that are committed while an earlier one is still open.
 */
export type Timeline = { readonly start: number; readonly edge: number; readonly ahead: readonly number[] };

/** Segments that a playlist lists: 30 of 4 s. */
const WINDOW_SECONDS = 120;
/** A proposal may come this long before its second ends, because clocks are never quite equal. */
const EARLY_TOLERANCE_MS = 100;

/** First second that may still be open at `nowMs`. Open seconds before it become slate. */
export function slateHorizon(nowMs: number): number {
  return secondOf(nowMs - slateDeadlineMs(0)) + 1;
}

/** When the oldest open second becomes slate, in ms of channel time. */
export function nextClosingMs(timeline: Timeline): number {
  return slateDeadlineMs(timeline.edge);
}

/**
 * A channel's first timeline. It is slate for one full playlist up to the horizon, and starts at a segment's first
 * second.
 */
export function openTimeline(nowMs: number): { timeline: Timeline; slate: SecondRange } {
  const edge = slateHorizon(nowMs);
  const start = Math.floor((edge - WINDOW_SECONDS) / SEGMENT_SECONDS) * SEGMENT_SECONDS;
  return { timeline: { start, edge, ahead: [] }, slate: { from: start, to: edge } };
}

/** Closes every open second whose time is over. Each gap becomes one slate run, however long it is. */
export function closeLate(timeline: Timeline, nowMs: number): { timeline: Timeline; slate: SecondRange[] } {
  const horizon = slateHorizon(nowMs);
  const slate: SecondRange[] = [];
  let current = timeline;
  while (current.edge < horizon) {
    const to = Math.min(horizon, current.ahead[0] ?? horizon);
    slate.push({ from: current.edge, to });
    current = joinAhead({ ...current, edge: to });
  }
  return { timeline: current, slate };
}

export type Judgement = { kind: "accept" } | { kind: "too-early" } | { kind: "taken" };

/** Whether `second` may be committed at `nowMs`. Call `closeLate` first. */
export function judge(timeline: Timeline, second: number, nowMs: number): Judgement {
  if ((second + 1) * 1000 > nowMs + EARLY_TOLERANCE_MS) return { kind: "too-early" };
  if (second < timeline.edge || timeline.ahead.includes(second)) return { kind: "taken" };
  return { kind: "accept" };
}

/** The timeline with an accepted second. */
export function accept(timeline: Timeline, second: number): Timeline {
  const ahead = [...timeline.ahead, second].sort((a, b) => a - b);
  return joinAhead({ ...timeline, ahead });
}

/** The seconds that a playlist lists now. They start with a whole segment and reach up to the edge. */
export function listedWindow(timeline: Timeline): SecondRange {
  const from = Math.floor((timeline.edge - WINDOW_SECONDS) / SEGMENT_SECONDS) * SEGMENT_SECONDS;
  return { from: Math.max(timeline.start, from), to: timeline.edge };
}

/** First second at or after `nowMs` that is not committed. A take or a release begins there. */
export function nextFreeSecond(timeline: Timeline, nowMs: number): number {
  const newest = timeline.ahead.at(-1);
  return Math.max(timeline.edge, newest === undefined ? 0 : newest + 1, Math.ceil(nowMs / 1000));
}

function joinAhead(timeline: Timeline): Timeline {
  let { edge } = timeline;
  let joined = 0;
  while (timeline.ahead[joined] === edge) {
    edge += 1;
    joined += 1;
  }
  return { start: timeline.start, edge, ahead: timeline.ahead.slice(joined) };
}
