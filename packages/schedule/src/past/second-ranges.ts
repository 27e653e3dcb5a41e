import type { HouseSpan, SecondRange as Range } from "@nonstop/contract/channel-object";
import type { HouseVersion } from "@nonstop/contract/names";

/** Half-open `[from, to)` of seconds. */
export type SecondRange = Range;

/** How many seconds ranges have in all. */
export function lengthOf(ranges: readonly SecondRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Ranges in order, those that touch as one. */
export function joined(ranges: readonly SecondRange[]): SecondRange[] {
  const all: SecondRange[] = [];
  for (const { from, to } of ranges) {
    const last = all.at(-1);
    if (last?.to === from) all[all.length - 1] = { from: last.from, to };
    else all.push({ from, to });
  }
  return all;
}

/** At most `most` ranges in order of time: where there are more, the shortest gaps between them are filled. */
export function withFewerGaps(ranges: readonly SecondRange[], most: number): SecondRange[] {
  const gaps = ranges.slice(1).map(({ from }, index) => from - (ranges[index]?.to ?? from));
  const filled = new Set(
    gaps
      .map((length, index) => ({ length, index }))
      .sort((a, b) => a.length - b.length)
      .slice(0, Math.max(0, ranges.length - most))
      .map(({ index }) => index),
  );
  const all: SecondRange[] = [];
  ranges.forEach(({ from, to }, index) => {
    const last = all.at(-1);
    if (last !== undefined && filled.has(index - 1)) all[all.length - 1] = { from: last.from, to };
    else all.push({ from, to });
  });
  return all;
}

/** What lies in `[markIn, markOut)`, counted in seconds from the first of all ranges, one after the other. */
export function marked(ranges: readonly SecondRange[], markIn: number, markOut: number): SecondRange[] {
  let begin = 0;
  return ranges.flatMap(({ from, to }) => {
    const start = from - begin;
    const [low, high] = [Math.max(from, start + markIn), Math.min(to, start + markOut)];
    begin += to - from;
    return low < high ? [{ from: low, to: high }] : [];
  });
}

/** What of `ranges` lies within `limits`, both in order of time. */
export function within(ranges: readonly SecondRange[], limits: readonly SecondRange[]): SecondRange[] {
  return ranges.flatMap(({ from, to }) =>
    limits.flatMap((limit) => {
      const [low, high] = [Math.max(from, limit.from), Math.min(to, limit.to)];
      return low < high ? [{ from: low, to: high }] : [];
    }),
  );
}

/** The versions of the house format that ranges aired in, each with its part of them. `houses`: from the oldest on. */
export function byHouse(
  ranges: readonly SecondRange[],
  houses: readonly HouseSpan[],
): { version: HouseVersion; ranges: SecondRange[] }[] {
  return houses.flatMap(({ version, from }, index) => {
    // Whatever is before the first one is of that too.
    const span = { from: index === 0 ? 0 : from, to: houses[index + 1]?.from ?? Number.POSITIVE_INFINITY };
    const part = within(ranges, [span]);
    return part.length === 0 ? [] : [{ version, ranges: part }];
  });
}
