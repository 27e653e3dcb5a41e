import type { Second } from "@nonstop/contract/time";
import type { Slot } from "./slots.ts";

/** Kodi asks for so much before a programme as well, unless it is told otherwise, and then ends as much too early. */
const EARLY_SECONDS = 300;

/**
 * What a player that asks for `[from, to)` is to be shown. One that knows a programme of the guide by its times is shown that, as
 * the guide has it; any other span is shown as it is.
 */
export function catchUpSpan(
  slots: readonly Slot[],
  { from, to }: { from: Second; to: Second },
): { from: Second; to: Second } {
  const at = (start: Second): Slot | undefined => slots.find((slot) => slot.start === start);
  const exact = at(from);
  const slot = exact?.end === to ? exact : (at(from + EARLY_SECONDS) ?? exact);
  return slot === undefined ? { from, to } : { from: slot.start, to: slot.end };
}
