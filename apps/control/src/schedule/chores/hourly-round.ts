import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import type { LibraryPieces } from "../library/library-pieces.ts";
import { INPUT_WARNINGS } from "../hooks/told-changes.ts";
import { readLibrary } from "../library/read-library.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { StationStore } from "../station-store.ts";
import type { Chore } from "./chore-list.ts";

const HOUR_MS = 3600_000;
const KEPT_SECONDS = 30 * 86_400;

/** Forgets what is old, tries again what has failed, and finds pieces of the library that nobody told of. */
export function hourlyRound(o: {
  events: EventStore;
  station: StationStore;
  rundown: StationRundown;
  pieces: LibraryPieces;
  media: R2Bucket;
}): Chore {
  const { events, station, rundown, pieces } = o;
  return {
    name: "hourly-round",
    dueMs: () => station.fact("next-hour") ?? 0,
    async run(nowMs) {
      const now = Math.floor(nowMs / 1000);
      station.forgetOldHooks(nowMs);
      for (const { entry } of events.endedBefore(now - KEPT_SECONDS)) events.remove(entry);
      for (const record of events.endingAfter(now)) {
        const mended = withoutFaults(record, nowMs);
        if (mended !== undefined && events.write(mended).airing === "changed") rundown.ask(nowMs);
      }
      // A live input that nobody connects again would be warned of for ever.
      station.replaceWarnings(INPUT_WARNINGS, new Map());
      for (const index of await readLibrary(o.media, pieces.names())) pieces.put(index, nowMs);
      station.setFact("next-hour", nowMs + HOUR_MS);
    },
  };
}

/** An event whose fault or missing link is to be tried again: a setting may have been cured, or a webhook lost. */
function withoutFaults(record: EventRecord, nowMs: number): EventRecord | undefined {
  const { fault, ...rest } = record.known;
  const { linksKey: _linksKey, ...unlinked } = rest;
  if (fault === undefined && rest.linkProblem === undefined) return undefined;
  const known = rest.linkProblem === undefined ? rest : unlinked;
  return { ...record, known, attempt: 0, dueMs: nowMs };
}
