import type { AssetSecond, Second } from "@nonstop/contract/time";

/** What of a slot is the piece, from its second `at` on, and what is a break in it. */
export type SlotPart =
  | { kind: "part"; start: Second; end: Second; at: AssetSecond }
  | { kind: "break"; start: Second; end: Second };

/** Less than this is no break: nothing fits in it. */
const MIN_BREAK_SECONDS = 15;
/** More than this loses viewers. What is left of the slot follows the piece. */
export const MAX_BREAK_SECONDS = 180;

/**
 * The parts of a piece in a slot `[start, end)` that is longer than the piece: the time that is left goes into breaks where the piece
 * may be interrupted, `points` in seconds of the piece, `spacingSeconds` apart at least and as far from its ends. What is left after
 * that follows it. The piece alone when there is no time or no point. Pure: a slot is planned alike whenever it is planned.
 */
export function planBreaks(o: {
  start: Second;
  end: Second;
  durationSeconds: number;
  points: readonly AssetSecond[];
  spacingSeconds: number;
  /** Lengths that breaks may have, in order: what fills them adds up to these. */
  lengths: readonly number[];
}): SlotPart[] {
  const { start, end, durationSeconds } = o;
  const left = end - start - durationSeconds;
  const lengths = o.lengths.filter((length) => length >= MIN_BREAK_SECONDS && length <= MAX_BREAK_SECONDS);
  const points = spaced(o, Math.floor(left / (lengths[0] ?? Infinity)));
  const each = lengths.findLast((length) => length * points.length <= left) ?? 0;
  const parts: SlotPart[] = [];
  let at = 0;
  let second = start;
  for (const point of points) {
    parts.push({ kind: "part", start: second, end: second + point - at, at });
    second += point - at;
    parts.push({ kind: "break", start: second, end: second + each });
    second += each;
    at = point;
  }
  parts.push({ kind: "part", start: second, end: Math.min(end, second + durationSeconds - at), at });
  return parts;
}

// As many as there is time for, spread over the piece.
function spaced(
  o: { durationSeconds: number; points: readonly AssetSecond[]; spacingSeconds: number },
  most: number,
): AssetSecond[] {
  const { durationSeconds, spacingSeconds } = o;
  const possible: AssetSecond[] = [];
  for (const point of [...new Set(o.points)].sort((a, b) => a - b)) {
    const isFar = point - (possible.at(-1) ?? 0) >= spacingSeconds;
    if (point > 0 && isFar && durationSeconds - point >= spacingSeconds) possible.push(point);
  }
  if (most <= 0) return [];
  if (possible.length <= most) return possible;
  return Array.from(
    { length: most },
    (_, index) => possible[Math.floor(((index + 0.5) * possible.length) / most)] ?? 0,
  );
}
