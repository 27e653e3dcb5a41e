import type { Airing } from "@nonstop/contract/airing";
import type { ChannelId } from "@nonstop/contract/names";
import { roomOfAiring } from "@nonstop/contract/room-names";
import type { Second } from "@nonstop/contract/time";
import { episodeId } from "@nonstop/schedule/recurrence/episode-id";
import type { EpisodeStore } from "../recurrence/episode-store.ts";
import { wantedOccurrences } from "../recurrence/wanted-occurrences.ts";
import { showName } from "../shows/show.ts";
import type { ShowStore } from "../shows/show-store.ts";

/** The episodes of `[from, to)` that the station has not made yet, for they are too far ahead, as airings: live, without anybody. */
export function episodesToCome(
  o: {
    channel: ChannelId;
    stationTimezone: string;
    shows: Pick<ShowStore, "find" | "entries">;
    episodes: Pick<EpisodeStore, "of">;
  },
  window: { from: Second; to: Second },
): Airing[] {
  return o.shows.entries().flatMap((entry): Airing[] => {
    const show = o.shows.find(entry);
    const minutes = show?.defaults.durationMinutes;
    if (show === undefined || minutes === undefined) return [];
    const wanted = wantedOccurrences(show, { ...window, stationTimezone: o.stationTimezone });
    if (wanted.kind === "problem") return [];
    const known = new Set(o.episodes.of(entry).map(({ occurrence }) => occurrence));
    // What is further ahead than the last one that was made is still to be made.
    const last = Math.max(0, ...known);
    const unmade = wanted.occurrences.filter((occurrence) => occurrence > last && !known.has(occurrence));
    const { title } = showName(show);
    const isBlock = show.defaults.collection !== undefined;
    return unmade.map((start): Airing => {
      const id = episodeId(entry, start);
      return {
        id,
        channel: o.channel,
        kind: isBlock ? "block" : "live",
        title,
        slug: id,
        summary: show.defaults.summary ?? "",
        presenters: [],
        start,
        end: start + minutes * 60,
        timezone: wanted.zone,
        ...(isBlock ? {} : { room: roomOfAiring(id, "live") }),
      };
    });
  });
}
