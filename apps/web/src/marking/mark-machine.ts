/** What is marked of something that plays: seconds of it, `[from, to)`. */
export type Marks = { from?: number; to?: number };

/** The marks after "in" at a second. An "out" that is not after it is taken away. Pure. */
export function markIn(marks: Marks, second: number): Marks {
  return marks.to !== undefined && marks.to > second ? { ...marks, from: second } : { from: second };
}

/** The marks after "out" at a second, which is the last that is shown. An "in" that is after it is taken away. Pure. */
export function markOut(marks: Marks, second: number): Marks {
  return marks.from !== undefined && marks.from > second ? { to: second + 1 } : { ...marks, to: second + 1 };
}

/** A whole segment, or why there is none yet, for people. Pure. */
export function segmentOf({ from, to }: Marks): { from: number; to: number } | string {
  if (from === undefined && to === undefined) return "Press I where it begins and O where it ends.";
  if (from === undefined) return "Press I where it begins.";
  if (to === undefined) return "Press O where it ends.";
  return { from, to };
}
