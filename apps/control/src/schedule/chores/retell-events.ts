import { secondOf } from "@nonstop/contract/time";
import type { AirFacts } from "../events/air-facts.ts";
import type { EventStore } from "../events/event-store.ts";
import type { EventSteps } from "../steps/event-steps.ts";
import type { EventsList } from "../warnings/events-list.ts";
import type { Chore } from "./chore-list.ts";

/** So many events are looked through at once after each change; more than that, once a second. */
const MAX_UNSPACED = 200;
const SPACING_MS = 1_000;

/**
 * What an entry should say changes with things that are not in it: another programme takes its time, its recording comes into
 * the library. So does the studio of its meeting. Events for which that makes a step are made due.
 */
export function retellEvents(o: {
  events: EventStore;
  steps: EventSteps;
  facts: AirFacts;
  eventsList: EventsList;
}): Chore {
  let told: string | undefined;
  let notBeforeMs = 0;
  return {
    name: "retell-events",
    dueMs: () => (told === o.facts.version ? undefined : notBeforeMs),
    run(nowMs) {
      const { version } = o.facts;
      const records = o.events.endingAfter(secondOf(nowMs));
      for (const record of records) {
        const isDue = record.dueMs !== undefined && record.dueMs <= nowMs;
        if (isDue || !o.steps.isUnfinished(record, nowMs)) continue;
        o.events.write({ ...record, dueMs: nowMs });
      }
      o.eventsList.settle(nowMs);
      told = version;
      notBeforeMs = records.length > MAX_UNSPACED ? nowMs + SPACING_MS : 0;
      return Promise.resolve();
    },
  };
}
