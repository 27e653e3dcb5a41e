/** Doubling further than this only loses precision. */
const MAX_DOUBLINGS = 30;

/** How long to wait after the `failures`th failure in a row (1..), in ms: `firstMs`, doubling up to `maxMs`. */
export function backOffMs(failures: number, o: { firstMs: number; maxMs: number }): number {
  return Math.min(o.maxMs, o.firstMs * 2 ** Math.min(Math.max(0, failures - 1), MAX_DOUBLINGS));
}
