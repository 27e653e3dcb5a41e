import { secondOf } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";
import type { Piece } from "@nonstop/contract/library";
import type { Rundown } from "@nonstop/contract/rundown";
import { compileRundown, type CompileAnswer } from "@nonstop/schedule/compile-rundown";
import type { Filling } from "@nonstop/schedule/filler/gap-filler";
import type { LivestreamMargins } from "@nonstop/schedule/livestream-window";

const AHEAD_SECONDS = 48 * 3600;
const MIN_AHEAD_SECONDS = 2 * 3600;
/** A rundown is one row, one message and one KV value; short fillers make many items, so the window is cut instead. */
const MAX_ITEMS = 5_000;

/**
 * Compiles the schedule from `nowMs` on: two days, or less when that would be too many items. What the rundown `inForce` has
 * put on air stays.
 */
export function compileStation(o: {
  channel: string;
  version: number;
  inForce: Rundown | undefined;
  airings: readonly Airing[];
  pieces: readonly Piece[];
  filling: Omit<Filling, "library">;
  upstreamDelaySeconds: number;
  margins: LivestreamMargins;
  nowMs: number;
}): CompileAnswer {
  const now = secondOf(o.nowMs);
  const compile = (aheadSeconds: number): CompileAnswer =>
    compileRundown({
      channel: o.channel,
      version: o.version,
      now,
      inForce: o.inForce,
      to: now + aheadSeconds,
      airings: o.airings,
      assets: new Map(o.pieces.map((piece) => [piece.asset, piece])),
      filling: { ...o.filling, library: o.pieces },
      upstreamDelaySeconds: o.upstreamDelaySeconds,
      margins: o.margins,
    });
  let aheadSeconds = AHEAD_SECONDS;
  let answer = compile(aheadSeconds);
  while (
    answer.kind === "rundown" &&
    answer.rundown.items.length > MAX_ITEMS &&
    aheadSeconds > MIN_AHEAD_SECONDS
  ) {
    aheadSeconds /= 2;
    answer = compile(aheadSeconds);
  }
  return answer;
}
