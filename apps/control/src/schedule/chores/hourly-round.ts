import { secondOf } from "@nonstop/contract/time";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import type { Facts } from "../facts.ts";
import type { SeenHooks } from "../hooks/seen-hooks.ts";
import { INPUT_WARNINGS } from "../hooks/told-changes.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import { present } from "@nonstop/contract/present";
import { withoutFaults } from "../steps/tries.ts";
import type { Chore } from "./chore-list.ts";

const HOUR_MS = 3600_000;
const KEPT_SECONDS = 30 * 86_400;

/** Forgets what is old, and tries again what has failed. */
export function hourlyRound(o: {
  events: EventStore;
  seen: SeenHooks;
  facts: Facts;
  warnings: WarningStore;
  rundown: StationRundown;
}): Chore {
  const { events, facts, rundown } = o;
  return {
    name: "hourly-round",
    dueMs: () => facts.read("next-hour") ?? 0,
    async run(nowMs) {
      const now = secondOf(nowMs);
      o.seen.forgetOld(nowMs);
      for (const { entry } of events.endedBefore(now - KEPT_SECONDS)) events.remove(entry);
      for (const record of events.endingAfter(now)) {
        const next = mended(record, nowMs);
        if (next !== undefined && events.write(next).airing === "changed") rundown.ask(nowMs);
      }
      // A live input that nobody connects again would be warned of for ever.
      o.warnings.clear(INPUT_WARNINGS);
      facts.write("next-hour", nowMs + HOUR_MS);
    },
  };
}

/** An event whose fault or missing link is to be tried again: a setting may have been cured, or a webhook lost. */
function mended(record: EventRecord, nowMs: number): EventRecord | undefined {
  const { tries, ...rest } = record.known;
  const kept = withoutFaults(tries);
  const hasFault = Object.keys(tries ?? {}).length !== Object.keys(kept ?? {}).length;
  const { linksKey: _linksKey, ...unlinked } = rest;
  const lacksLinks = rest.linkProblem !== undefined || record.links?.missing !== undefined;
  if (!hasFault && !lacksLinks) return undefined;
  const known = lacksLinks ? unlinked : rest;
  return { ...record, known: { ...known, ...present({ tries: kept }) }, dueMs: nowMs };
}
