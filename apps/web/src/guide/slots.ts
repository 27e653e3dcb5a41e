import type { GuideEntry } from "@nonstop/contract/guide";

/** A stretch of the guide `[start, end)`: a programme, or the gap between two that the station fills from its library. */
export type Slot =
  | { kind: "programme"; start: number; end: number; entry: GuideEntry }
  | { kind: "gap"; start: number; end: number };

/** Shorter gaps get no line of their own. Seconds. */
const SHOWN_GAP_SECONDS = 30;

/**
 * Covers `[from, to)` with slots in order: the programmes of the guide and the gaps between them. Programmes that reach
 * over the edges keep their own times. A programme ends where a later one overlaps it, as on air.
 */
export function slotsOf(entries: readonly GuideEntry[], from: number, to: number): Slot[] {
  const inside = entries
    .filter((entry) => entry.end > from && entry.start < to && entry.end > entry.start)
    .sort((a, b) => a.start - b.start);
  const slots: Slot[] = [];
  let covered = from;
  for (const [index, entry] of inside.entries()) {
    const next = inside[index + 1];
    const end = next === undefined ? entry.end : Math.min(entry.end, next.start);
    if (end <= entry.start) continue;
    if (entry.start - covered >= SHOWN_GAP_SECONDS)
      slots.push({ kind: "gap", start: covered, end: entry.start });
    slots.push({ kind: "programme", start: entry.start, end, entry });
    covered = Math.max(covered, end);
  }
  if (to - covered >= SHOWN_GAP_SECONDS) slots.push({ kind: "gap", start: covered, end: to });
  return slots;
}
