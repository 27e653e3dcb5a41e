import type { Slot } from "../guide/slots.ts";

/** What ended longer ago is not worth a place. Seconds. */
const BEHIND_SECONDS = 1800;

/**
 * What the evening shows at a second: the programme that ended last, if that was within half an hour, and all that goes on
 * or comes. No more of the past, for a row of short pieces would push what is on out of sight.
 */
export function hoursAhead(slots: readonly Slot[], second: number): Slot[] {
  const last = slots.findLast((slot) => slot.kind === "programme" && slot.end <= second);
  return slots.filter((slot) => slot.end > second || (slot === last && second - slot.end < BEHIND_SECONDS));
}
