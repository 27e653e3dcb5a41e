/**
 * Which lengths add up to a total, each at most once: by dynamic programming over bit sets, a bit a second. The answer is found
 * whenever there is one. Work and memory are (number of lengths) x (total / 32) words: an hour out of 1,000 lengths is 113,000.
 */

/** Row `i` holds the sums that `lengths[i..]` can make; the last row that of no length at all. */
type Sums = { rows: Uint32Array; width: number };

/**
 * The indices of lengths that add up to `total`, in order: of all such choices the one that takes the earliest. So what comes first
 * is taken wherever the rest can still close the total. Undefined when there is none.
 */
export function exactSum(lengths: readonly number[], total: number): number[] | undefined {
  const sums = sumsOf(lengths, total);
  if (!has(sums, 0, total)) return undefined;
  const chosen: number[] = [];
  let left = total;
  for (let i = 0; left > 0; i += 1) {
    const length = lengths[i] ?? Infinity;
    if (length > left || !has(sums, i + 1, left - length)) continue;
    chosen.push(i);
    left -= length;
  }
  return chosen;
}

/** What fills a total where something must be cut: `whole` in full, then `cut` for what is left. Indices. */
export type CutSum = { whole: number[]; cut: number };

/**
 * Fills a `total` that has no exact sum by cutting the shortest length that can be cut, as late as it can be. No choice cuts a shorter
 * one: what is longer than the cut piece suffices to lead up to it, for a shorter one beside it could be cut in its stead. Undefined when all together are
 * shorter than `total`.
 */
export function shortestCut(lengths: readonly number[], total: number): CutSum | undefined {
  const longestFirst = lengths
    .map((length, index) => ({ length, index }))
    .sort((a, b) => b.length - a.length || a.index - b.index);
  // Rows run from their last entry up, so that row i + 1 holds the sums of what is no shorter than entry i.
  const shortestFirst = longestFirst.toReversed();
  const sums = sumsOf(
    shortestFirst.map(({ length }) => length),
    total,
  );
  for (const [i, { length, index }] of shortestFirst.entries())
    for (let before = Math.max(0, total - length + 1); before < total; before += 1) {
      if (!has(sums, i + 1, before)) continue;
      const others = lengths.map((other, at) => (at === index ? Infinity : other));
      return { whole: exactSum(others, before) ?? [], cut: index };
    }
  return undefined;
}

function sumsOf(lengths: readonly number[], total: number): Sums {
  const width = Math.floor(total / 32) + 1;
  const rows = new Uint32Array((lengths.length + 1) * width);
  rows[lengths.length * width] = 1;
  for (let i = lengths.length - 1; i >= 0; i -= 1) {
    const below = (i + 1) * width;
    const row = i * width;
    rows.copyWithin(row, below, below + width);
    const length = lengths[i] ?? Infinity;
    if (length > total) continue;
    const words = Math.floor(length / 32);
    const bits = length % 32;
    for (let word = width - 1; word >= words; word -= 1) {
      const high = (rows[below + word - words] ?? 0) << bits;
      const low = bits === 0 || word === words ? 0 : (rows[below + word - words - 1] ?? 0) >>> (32 - bits);
      rows[row + word] = (rows[row + word] ?? 0) | high | low;
    }
  }
  return { rows, width };
}

function has({ rows, width }: Sums, row: number, sum: number): boolean {
  return (((rows[row * width + (sum >>> 5)] ?? 0) >>> (sum & 31)) & 1) === 1;
}
