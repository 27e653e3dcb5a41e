/** Numbers that look random and are the same for the same seed. */
export type Seeded = {
  /** A whole number of `[min, max]`. */
  int: (min: number, max: number) => number;
  /** True in so many of a hundred cases. */
  chance: (percent: number) => boolean;
  pick: <T>(values: readonly [T, ...T[]]) => T;
};

export function seeded(seed: number): Seeded {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    int,
    chance: (percent) => next() * 100 < percent,
    pick: (values) => values[int(0, values.length - 1)] ?? values[0],
  };
}
