import type { RecurrenceProblem } from "@nonstop/schedule/recurrence/recurrence";
import { shortDay, wallTime } from "@nonstop/schedule/wall-time";
import type { ToldWarning } from "../warnings/warning-store.ts";
import type { Episode } from "./episode.ts";

/** More are counted, not named. */
const MAX_NAMED = 10;

/** What people read of a rule by which no episode can be made. */
export function recurrenceWrong(title: string, { field, message, cure }: RecurrenceProblem): ToldWarning {
  return {
    code: "recurrence-wrong",
    message: `${title}: no new episodes are made, for fields.${field} of the show ${message}.`,
    cure,
  };
}

/** What people read of episodes that stay though the rule has them no more; undefined when there are none. */
export function episodesKept(title: string, kept: readonly Episode[]): ToldWarning | undefined {
  if (kept.length === 0) return undefined;
  const named = kept.slice(0, MAX_NAMED).map(nameOf).join(", ");
  const more = kept.length > MAX_NAMED ? ` and ${kept.length - MAX_NAMED} more` : "";
  const [some, it, verb] =
    kept.length === 1 ? ["1 episode", "it", "stays"] : [`${kept.length} episodes`, "them", "stay"];
  return {
    code: "episodes-kept",
    message: `${title}: its rule no longer has ${some} that people have changed, so ${kept.length === 1 ? "it" : "they"} ${verb}: ${named}${more}.`,
    cure: `Unpublish or move ${it} where that is not meant.`,
  };
}

/** What people read when the vendor does not take an episode. */
export function episodeRefused(episode: Episode, why: string): ToldWarning {
  return {
    code: "episode-refused",
    message: `${episode.title}: the episode of ${nameOf(episode)} cannot be made or taken out: ${why}`,
    cure: "An event must be publishable with a show and a start alone: make other fields of the content type event optional. It is tried again every hour.",
  };
}

function nameOf({ occurrence, timezone, entry }: Episode): string {
  return `${shortDay(occurrence, timezone)} at ${wallTime(occurrence, timezone)} (entry ${entry})`;
}
