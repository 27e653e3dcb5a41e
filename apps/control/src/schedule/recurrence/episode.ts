import type { Second } from "@nonstop/contract/time";
import { wallDate, wallOffset, wallTime } from "@nonstop/schedule/wall-time";
import { z } from "zod";

/**
 * An episode that the station makes, or made: one occurrence of a show, with an entry of its own for ever.
 *
 * - `making`, `made`: it shall stand, and does.
 * - `kept`: the rule has it no more, but people have changed it. `keptAt`: the revision of the show when that was seen.
 * - `cancelled`: people took it out. It is not made again.
 * - `withdrawing`: the rule has it no more, and the station takes it out.
 */
export const Episode = z.object({
  entry: z.string(),
  show: z.string(),
  occurrence: z.int(),
  /** The start as the station wrote it. */
  startsAt: z.string(),
  /** The show's title and zone when it was made: people are told by them, also when the show is gone. */
  title: z.string(),
  timezone: z.string(),
  state: z.enum(["making", "made", "kept", "cancelled", "withdrawing"]),
  keptAt: z.int().optional(),
});
export type Episode = z.infer<typeof Episode>;

/** A second as people write a start into an entry: the wall time of a zone with its offset, `2027-03-02T18:00+00:00`. */
export function startText(second: Second, zone: string): string {
  const seconds = second % 60;
  const rest = seconds === 0 ? "" : `:${String(seconds).padStart(2, "0")}`;
  return `${wallDate(second, zone)}T${wallTime(second, zone)}${rest}${wallOffset(second, zone)}`;
}
