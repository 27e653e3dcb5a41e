import type { DayBounds } from "../time/zone-day.ts";
import type { Slot } from "./slots.ts";

/** A slot's part within one hour. Left and width are shares of the hour, 0..1. */
export type HourBlock = { slot: Slot; left: number; width: number; isContinued: boolean; goesOn: boolean };
/** One row of the day's grid, Unix seconds `[from, to)`; several when nothing is planned in them. */
export type HourRow = { from: number; to: number; blocks: HourBlock[]; isQuiet: boolean };

const HOUR = 3600;

/**
 * A day as rows of one hour, its slots cut to them. A day of 23 or 25 hours has so many rows. Neighbouring hours without
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
