/** The `q`-quantile (0..1) of the values, by nearest rank; NaN when there are none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

/** `p50 / p95 / max` of values, with so many digits after the point. */
export function spread(values: readonly number[], digits: number): string {
  const show = (value: number): string => (Number.isNaN(value) ? "-" : value.toFixed(digits));
  return `${show(quantile(values, 0.5))} / ${show(quantile(values, 0.95))} / ${show(Math.max(...values, Number.NEGATIVE_INFINITY))}`;
}
