/** Seconds as half-open spans, sorted, not touching. */
export type Spans = readonly (readonly [number, number])[];

/** `spans` with `[from, to)` added. */
export function addSpan(spans: Spans, from: number, to: number): Spans {
  if (to <= from) return spans;
  const before = spans.filter((span) => span[1] < from);
  const after = spans.filter((span) => span[0] > to);
  const touching = spans.slice(before.length, spans.length - after.length);
  const low = Math.min(from, touching[0]?.[0] ?? from);
  const high = Math.max(to, touching.at(-1)?.[1] ?? to);
  return [...before, [low, high], ...after];
}

/** `spans` without `[from, to)`. */
export function cutSpan(spans: Spans, from: number, to: number): Spans {
  if (!spans.some((span) => span[0] < to && span[1] > from)) return spans;
  return spans.flatMap(([low, high]) => {
    const left = [low, Math.min(high, from)] as const;
    const right = [Math.max(low, to), high] as const;
    return [left, right].filter((span) => span[0] < span[1]);
  });
}

/** Whether `second` lies in one of the spans. */
export function hasSecond(spans: Spans, second: number): boolean {
  return spans.some(([from, to]) => from <= second && second < to);
}
