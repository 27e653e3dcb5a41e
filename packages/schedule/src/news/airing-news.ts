import type { Airing } from "@nonstop/contract/airing";
import type { AnnouncedAiring, News } from "@nonstop/contract/announcement";
import type { AiringId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import { programmePage } from "../feeds/page-addresses.ts";

/** An airing as it is announced; `origin` is that of the station's site. */
export function announcedAiring(airing: Airing, origin: string): AnnouncedAiring {
  const { id, slug, title, kind, start, end, timezone, presenters } = airing;
  const page = programmePage(origin, slug);
  return {
    airing: id,
    title,
    kind,
    start,
    end,
    timezone,
    presenters: presenters.map(({ name }) => name),
    page,
  };
}

/**
 * What changed in the schedule since it was told of last, by start. `told` are airings as they were announced; one that has ended
 * by `now` is no news, whatever became of it.
 */
export function airingNews(
  told: ReadonlyMap<AiringId, AnnouncedAiring>,
  airings: readonly AnnouncedAiring[],
  now: Second,
): News[] {
  const present = new Set(airings.map(({ airing }) => airing));
  const withdrawn = [...told.values()].filter(({ airing, end }) => end > now && !present.has(airing));
  const news = airings.flatMap((data): News[] => {
    const was = told.get(data.airing);
    if (data.end <= now) return [];
    if (was === undefined) return [{ type: "airing.added", data }];
    return JSON.stringify(was) === JSON.stringify(data)
      ? []
      : [{ type: "airing.changed", data: { ...data, was } }];
  });
  return [...withdrawn.map((data): News => ({ type: "airing.withdrawn", data })), ...news];
}
