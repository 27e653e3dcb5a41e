import type { CutSum } from "./subset-sum.ts";

/**
 * Fills `total` with lengths that may be taken again and again, for a pool that is too short to air once only: the one that was taken
 * longest ago comes next, the first before the second, unless the rest could not be closed after it. `cut` is undefined where nothing is
 * cut, which is so wherever any repetition closes the total; else the shortest length that can be cut is. Work: lengths x total.
 */
export function repeatedSum(
  lengths: readonly number[],
  total: number,
): Omit<CutSum, "cut"> & { cut: number | undefined } {
  const closes = new Uint8Array(total + 1);
  closes[0] = 1;
  for (let sum = 1; sum <= total; sum += 1)
    if (lengths.some((length) => length <= sum && closes[sum - length] === 1)) closes[sum] = 1;
  const { before, cut } = closes[total] === 1 ? { before: total, cut: undefined } : cutOf(lengths, closes);
  const whole: number[] = [];
  const inTurn = lengths.map((_, index) => index);
  let left = before;
  while (left > 0) {
    const turn = inTurn.findIndex((index) => closes[left - (lengths[index] ?? Infinity)] === 1);
    const [index] = inTurn.splice(turn, 1);
    if (index === undefined) break;
    inTurn.push(index);
    whole.push(index);
    left -= lengths[index] ?? Infinity;
  }
  return { whole, cut };
}

function cutOf(lengths: readonly number[], closes: Uint8Array): { before: number; cut: number | undefined } {
  const total = closes.length - 1;
  const shortestFirst = lengths
    .map((length, index) => ({ length, index }))
    .sort((a, b) => a.length - b.length || b.index - a.index);
  for (const { length, index } of shortestFirst)
    for (let before = Math.max(0, total - length + 1); before < total; before += 1)
      if (closes[before] === 1) return { before, cut: index };
  return { before: 0, cut: undefined };
}
