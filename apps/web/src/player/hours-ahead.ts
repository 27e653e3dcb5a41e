import type { Slot } from "../guide/slots.ts";

/** A programme that ended longer ago is not shown. Seconds. */
const BEHIND_SECONDS = 1800;

/**
 * The slots that the evening shows at a second: everything that is on or comes, and before it the programme that ended
 * last, if that was within half an hour. More of the past would push what is on out of sight.
 */
export function hoursAhead(slots: readonly Slot[], second: number): Slot[] {
  const last = slots.findLast((slot) => slot.kind === "programme" && slot.end <= second);
  return slots.filter((slot) => slot.end > second || (slot === last && second - slot.end < BEHIND_SECONDS));
}
