import type { DayBounds } from "../time/zone-day.ts";
import type { Slot } from "./slots.ts";

/** The part of a slot within one hour. `left` and `width` are shares of the hour, 0..1. */
export type HourBlock = { slot: Slot; left: number; width: number; isContinued: boolean; goesOn: boolean };
/** One row of the day's grid, Unix seconds `[from, to)`. A row is one hour, or several in which nothing is planned. */
export type HourRow = { from: number; to: number; blocks: HourBlock[]; isQuiet: boolean };

const HOUR = 3600;

/**
 * Cuts a day and its slots into rows of one hour. A day of 23 or 25 hours has 23 or 25 of them. Neighbouring hours without
 * a programme become one quiet row.
 */
export function hourRows(bounds: DayBounds, slots: readonly Slot[]): HourRow[] {
  const rows: HourRow[] = [];
  for (let from = bounds.from; from < bounds.to; from += HOUR) {
    const to = Math.min(from + HOUR, bounds.to);
    const inside = slots.filter((slot) => slot.start < to && slot.end > from);
    const isQuiet = inside.every((slot) => slot.kind === "gap");
    const previous = rows.at(-1);
    if (isQuiet && previous?.isQuiet === true) {
      previous.to = to;
      continue;
    }
    const blocks = inside.map((slot) => {
      const start = Math.max(slot.start, from);
      const end = Math.min(slot.end, to);
      return {
        slot,
        left: (start - from) / HOUR,
        width: (end - start) / HOUR,
        isContinued: slot.start < from,
        goesOn: slot.end > to,
      };
    });
    rows.push({ from, to, blocks: isQuiet ? [] : blocks, isQuiet });
  }
  return rows;
}
