import { Weight, type Warning } from "@nonstop/contract/warning";

/** More than anybody reads; what is left out is counted. */
const MAX_WARNINGS = 200;

/** Warnings as they are told: the heaviest first, then by the start of their programmes; and how many are left out. */
export function inOrder(warnings: readonly Warning[]): { warnings: Warning[]; moreWarnings: number } {
  const sorted = warnings.toSorted(
    (a, b) =>
      Weight.options.indexOf(a.weight) - Weight.options.indexOf(b.weight) ||
      (a.programme?.start ?? 0) - (b.programme?.start ?? 0) ||
      (a.id < b.id ? -1 : 1),
  );
  return {
    warnings: sorted.slice(0, MAX_WARNINGS),
    moreWarnings: Math.max(0, sorted.length - MAX_WARNINGS),
  };
}
