/** Seconds of one room as half-open spans, sorted, not touching. */
export type SecondSpans = readonly (readonly [number, number])[];

/** Clean seconds, the current one included, before a lost or new room is (back) on air. */
export const CLEAN_SECONDS = 3;

/** `spans` less those of `out`. */
export function without(spans: SecondSpans, out: SecondSpans): SecondSpans {
  return out.reduce<SecondSpans>(
    (left, [from, to]) =>
      left.flatMap(([low, high]) =>
        [[low, Math.min(high, from)] as const, [Math.max(low, to), high] as const].filter(
          ([start, end]) => start < end,
        ),
      ),
    spans,
  );
}
