import { secondOf } from "@nonstop/contract/time";
import type { Chore } from "../chores/chore-list.ts";
import type { EventStore } from "../events/event-store.ts";
import type { ReadRules } from "../events/read-event.ts";
import { directoryOf, type Directory } from "../directory/directory.ts";
import type { FacilityStore } from "../facilities/facility-store.ts";
import type { StationGuide } from "../guide/station-guide.ts";
import type { PieceStore } from "../library/piece-store.ts";
import { ToldRecordings } from "../library/told-recordings.ts";
import type { Vendors } from "../ports/vendors.ts";
import { ProgrammingStore } from "../programming/programming-store.ts";
import { EpisodeStore } from "../recurrence/episode-store.ts";
import { EpisodeMaker } from "../recurrence/make-episodes.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { ShowStore } from "../shows/show-store.ts";
import { ToldShows } from "../shows/told-shows.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import { PublishedReader } from "./published-reader.ts";
import type { PublishedStore } from "./published-store.ts";

/** So far the lists of people and shows reach: as long as events are kept, and a year ahead. */
const REACH_SECONDS = { back: 30 * 86_400, ahead: 366 * 86_400 } as const;

type Parts = {
  storage: DurableObjectStorage;
  content: Vendors["content"];
  rules: ReadRules;
  facilities: FacilityStore;
  events: EventStore;
  shows: ShowStore;
  published: PublishedStore;
  pieces: PieceStore;
  warnings: WarningStore;
  rundown: StationRundown;
  guide: Pick<StationGuide, "guide">;
};

type Published = {
  /** All that the public may find. */
  directory: (nowMs: number) => Directory;
  shows: ToldShows;
  recordings: ToldRecordings;
  standing: PublishedReader;
  chores: Chore[];
};

/** Puts together what hears of all that is published but events, and what makes the episodes of shows. */
export function assemblePublished(o: Parts): Published {
  const { storage, events, rundown, rules } = o;
  const { sql } = storage;
  const { stationTimezone } = rules;
  const episodes = new EpisodeMaker({ ...o, episodes: new EpisodeStore(sql), stationTimezone });
  const shows = new ToldShows({
    ...o,
    episodes,
    write: (record, atMs) => {
      if (events.write(record).airing === "changed") rundown.ask(atMs);
    },
  });
  const recordings = new ToldRecordings({ sql, pieces: o.pieces, zone: stationTimezone });
  const standing = new PublishedReader({ ...o, shows, recordings, programming: new ProgrammingStore(sql) });
  const directory = (nowMs: number): Directory => {
    const now = secondOf(nowMs);
    const { entries } = o.guide.guide(now - REACH_SECONDS.back, now + REACH_SECONDS.ahead);
    return directoryOf({
      people: o.published.people(),
      shows: o.shows.entries().flatMap((entry) => o.shows.find(entry) ?? []),
      entries,
      stationTimezone,
    });
  };
  return { directory, shows, recordings, standing, chores: [standing, episodes] };
}
