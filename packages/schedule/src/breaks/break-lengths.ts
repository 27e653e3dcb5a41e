import type { Pool } from "../filler/pool-piece.ts";
import { MAX_BREAK_SECONDS } from "./plan-breaks.ts";

/** The lengths, in seconds and in order, that some of the pool's short pieces and promos add up to, each at most once. */
export function breakLengths({ pieces, promos }: Pick<Pool, "pieces" | "promos">): number[] {
  let sums = new Set([0]);
  for (const { durationSeconds } of [...promos, ...pieces]) {
    if (durationSeconds > MAX_BREAK_SECONDS) continue;
    sums = new Set([
      ...sums,
      ...[...sums].map((sum) => sum + durationSeconds).filter((sum) => sum <= MAX_BREAK_SECONDS),
    ]);
  }
  return [...sums].filter((sum) => sum > 0).sort((a, b) => a - b);
}
