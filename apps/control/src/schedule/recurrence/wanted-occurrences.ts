import type { Second } from "@nonstop/contract/time";
import { occurrencesBetween } from "@nonstop/schedule/recurrence/occurrences";
import { readRecurrence, type RecurrenceProblem } from "@nonstop/schedule/recurrence/recurrence";
import type { Show } from "../shows/show.ts";

export type Wanted =
  | { kind: "wanted"; occurrences: Second[]; zone: string }
  | { kind: "problem"; problem: RecurrenceProblem };

/** When the episodes of a show are in `[from, to)`: none where it has no rule. Names the first wrong field of the show. Pure. */
export function wantedOccurrences(
  { recurrence, defaults }: Pick<Show, "recurrence" | "defaults">,
  o: { from: Second; to: Second; stationTimezone: string },
): Wanted {
  const zone = defaults.timezone ?? o.stationTimezone;
  const { rule, ...texts } = recurrence;
  if (rule === undefined) return { kind: "wanted", occurrences: [], zone };
  if (defaults.durationMinutes === undefined)
    return {
      kind: "problem",
      problem: {
        field: "durationMinutes",
        message: "is empty, so its episodes have no end",
        cure: "Set how many minutes an episode lasts, and publish the show again.",
      },
    };
  const read = readRecurrence({ rule, ...texts, zone });
  if (read.kind === "problem") return read;
  return { kind: "wanted", occurrences: occurrencesBetween(read.recurrence, o.from, o.to), zone };
}
