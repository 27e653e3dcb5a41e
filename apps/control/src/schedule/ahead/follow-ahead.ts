import type { Chore } from "../chores/chore-list.ts";
import type { PublishedStore } from "../published/published-store.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { AiredAirings } from "./aired-airings.ts";
import type { StationAhead } from "./station-ahead.ts";

/** Has the rundown compiled when a collection has changed, or it is known what became of an airing: blocks and repeats hang on them. */
export function followAhead(o: {
  ahead: Pick<StationAhead, "plan">;
  published: Pick<PublishedStore, "changes">;
  aired: Pick<AiredAirings, "changes">;
  rundown: Pick<StationRundown, "ask">;
}): Chore {
  const version = (): string => `${o.published.changes} ${o.aired.changes}`;
  let followed = version();
  return {
    name: "follow-ahead",
    dueMs: () => (followed === version() ? undefined : 0),
    run(nowMs) {
      followed = version();
      const hangsOnThem = o.ahead
        .plan()
        .airings.some(
          ({ kind, airsAgainAfterHours }) => kind === "block" || airsAgainAfterHours !== undefined,
        );
      if (hangsOnThem) o.rundown.ask(nowMs);
      return Promise.resolve();
    },
  };
}
