import { Weight, type Warning, type WarningCode } from "@nonstop/contract/warning";

/** Warnings of one kind: what they say differs in whom and when alone. `first` stands for all of them while they are folded. */
export type WarningGroup = { code: WarningCode; weight: Weight; first: Warning; others: readonly Warning[] };

/** Warnings by kind: the heaviest first, and of one weight the kind whose first programme comes soonest. Each id once. */
export function groupsOf(warnings: readonly Warning[]): WarningGroup[] {
  const sorted = [...new Map(warnings.map((warning) => [warning.id, warning])).values()].sort(
    (a, b) =>
      Weight.options.indexOf(a.weight) - Weight.options.indexOf(b.weight) ||
      (a.programme?.start ?? 0) - (b.programme?.start ?? 0),
  );
  const byCode = new Map<WarningCode, WarningGroup & { others: Warning[] }>();
  for (const warning of sorted) {
    const group = byCode.get(warning.code);
    if (group !== undefined) group.others.push(warning);
    else byCode.set(warning.code, { code: warning.code, weight: warning.weight, first: warning, others: [] });
  }
  return [...byCode.values()];
}
