import type { Second } from "./time.ts";
/** Seconds as half-open spans `[from, to)`, sorted, not touching. */
export type SecondSpans = readonly (readonly [Second, Second])[];

/** `spans` with `[from, to)` added. */
export function addSpan(spans: SecondSpans, from: Second, to: Second): SecondSpans {
  if (to <= from) return spans;
  const before = spans.filter((span) => span[1] < from);
  const after = spans.filter((span) => span[0] > to);
  const touching = spans.slice(before.length, spans.length - after.length);
  const low = Math.min(from, touching[0]?.[0] ?? from);
  const high = Math.max(to, touching.at(-1)?.[1] ?? to);
  return [...before, [low, high], ...after];
}

/** `spans` without `[from, to)`. */
export function cutSpan(spans: SecondSpans, from: Second, to: Second): SecondSpans {
  if (!spans.some((span) => span[0] < to && span[1] > from)) return spans;
  return spans.flatMap(([low, high]) => {
    const left = [low, Math.min(high, from)] as const;
    const right = [Math.max(low, to), high] as const;
    return [left, right].filter((span) => span[0] < span[1]);
  });
}

/** `spans` less all of `out`. */
export function cutSpans(spans: SecondSpans, out: SecondSpans): SecondSpans {
  return out.reduce<SecondSpans>((left, [from, to]) => cutSpan(left, from, to), spans);
}

/** Whether `second` lies in one of the spans. */
export function hasSecond(spans: SecondSpans, second: Second): boolean {
  return spans.some(([from, to]) => from <= second && second < to);
}
