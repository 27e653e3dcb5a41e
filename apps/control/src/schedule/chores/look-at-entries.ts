import { secondOf } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import type { EventStore } from "../events/event-store.ts";
import type { ToldChanges } from "../hooks/told-changes.ts";
import type { Management } from "../ports/management.ts";
import type { Vendor } from "../ports/vendors.ts";
import type { Chore } from "./chore-list.ts";

const LOOK_MS = 5 * 60_000;
const DAY_SECONDS = 86_400;
/** Entries asked for at once. */
const PAGE = 100;
const MAX_ENTRIES = 1000;

/**
 * Looks at what the entries of the coming events say in the fields that are ours. An editor who restores an old version, or a program
 * that saves what it read long ago, changes them without telling us. What is not as it should be is written anew by the events' steps.
 */
export function lookAtEntries(o: {
  content: Vendor<{ management: Management }>;
  events: EventStore;
  told: ToldChanges;
  nowMs: () => number;
}): Chore {
  const { content, events, told } = o;
  let lookedMs = o.nowMs();
  return {
    name: "look-at-entries",
    dueMs: () => (content.kind === "unset" ? undefined : lookedMs + LOOK_MS),
    async run(nowMs) {
      if (content.kind === "unset") return;
      lookedMs = nowMs;
      const written = events
        .endingAfter(secondOf(nowMs) - DAY_SECONDS)
        .filter(({ presence, known }) => presence !== "deleted" && known.entry?.saidKey !== undefined)
        .slice(0, MAX_ENTRIES)
        .map(({ entry }) => entry);
      let changed = 0;
      for (let from = 0; from < written.length; from += PAGE) {
        const answer = await content.client.management.readSaid(written.slice(from, from + PAGE));
        if (answer.kind !== "ok") break;
        for (const [entry, said] of answer.value) if (told.said(entry, said, o.nowMs())) changed += 1;
      }
      if (changed > 0) log("entries-changed", { entries: changed });
    },
  };
}
