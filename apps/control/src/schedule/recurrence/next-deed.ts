import type { Second } from "@nonstop/contract/time";
import type { Episode } from "./episode.ts";

/** The one next thing to do for the episodes of a show. */
export type EpisodeDeed = { kind: "make"; occurrence: Second } | { kind: "withdraw"; episode: Episode };

/** Past it an episode is not made yet. */
export type Horizon = { to: Second; most: number };

/**
 * Names the next thing to do for a show. `wanted`: when it comes from now on, ascending, further than any known episode; undefined
 * where nobody can say, and then all stays as it is. `revision`: the show's, -1 when it is not published. What has begun stays. Pure.
 */
export function nextDeed(
  episodes: readonly Episode[],
  wanted: readonly Second[] | undefined,
  o: { now: Second; revision: number; horizon: Horizon },
): EpisodeDeed | undefined {
  if (wanted === undefined) return undefined;
  const known = new Map(episodes.map((episode) => [episode.occurrence, episode]));
  const soon = wanted.filter((occurrence) => occurrence < o.horizon.to).slice(0, o.horizon.most);
  const toMake = soon.find((occurrence) => {
    const state = known.get(occurrence)?.state;
    return state === undefined || state === "making" || state === "withdrawing";
  });
  if (toMake !== undefined) return { kind: "make", occurrence: toMake };
  const comes = new Set(wanted);
  const toWithdraw = episodes.find(
    ({ occurrence, state, keptAt }) =>
      occurrence > o.now &&
      !comes.has(occurrence) &&
      state !== "cancelled" &&
      (state !== "kept" || keptAt !== o.revision),
  );
  return toWithdraw && { kind: "withdraw", episode: toWithdraw };
}
