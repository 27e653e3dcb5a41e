import { secondOf } from "@nonstop/contract/time";
import type { AirFacts } from "../events/air-facts.ts";
import type { EventStore } from "../events/event-store.ts";
import type { EventSteps } from "../steps/event-steps.ts";
import type { Chore } from "./chore-list.ts";

/**
 * What an entry should say changes with things that are not in it: another programme takes its time, its recording comes into
 * the library. So does the studio of its meeting. Events for which that makes a step are made due.
 */
export function retellEvents(o: { events: EventStore; steps: EventSteps; facts: AirFacts }): Chore {
  let told: string | undefined;
  return {
    name: "retell-events",
    dueMs: () => (told === o.facts.version ? undefined : 0),
    run(nowMs) {
      const { version } = o.facts;
      for (const record of o.events.endingAfter(secondOf(nowMs))) {
        const isDue = record.dueMs !== undefined && record.dueMs <= nowMs;
        if (isDue || !o.steps.isUnfinished(record, nowMs)) continue;
        o.events.write({ ...record, dueMs: nowMs });
      }
      told = version;
      return Promise.resolve();
    },
  };
}
