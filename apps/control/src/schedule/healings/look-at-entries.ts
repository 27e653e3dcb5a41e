import { secondOf } from "@nonstop/contract/time";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import type { HealingStore } from "./healing-store.ts";
import type { ToldChanges } from "../hooks/told-changes.ts";
import type { Management } from "../ports/management.ts";
import type { Vendor } from "../ports/vendors.ts";
import type { Chore } from "../chores/chore-list.ts";

const LOOK_MS = 5 * 60_000;
const DAY_SECONDS = 86_400;
/** Entries asked for at once. */
const PAGE = 100;
const MAX_ENTRIES = 1000;

type Parts = {
  content: Vendor<{ management: Management }>;
  events: EventStore;
  told: ToldChanges;
  healings: Pick<HealingStore, "note">;
  nowMs: () => number;
};

/**
 * Looks at what entries say in the fields that are ours. An editor who restores an old version, or a program that saves what it read
 * long ago, changes those of a coming event without telling us: the event's steps write them anew. An editor who duplicates an entry
 * makes a draft that shows the link of another event: it is taken out.
 */
export function lookAtEntries(o: Parts): Chore {
  const { content, events } = o;
  let lookedMs = o.nowMs();
  return {
    name: "look-at-entries",
    dueMs: () => (content.kind === "unset" ? undefined : lookedMs + LOOK_MS),
    async run(nowMs) {
      if (content.kind === "unset") return;
      lookedMs = nowMs;
      const { management } = content.client;
      const records = events.endingAfter(secondOf(nowMs) - DAY_SECONDS);
      const written = records.filter(
        ({ presence, known }) => presence !== "deleted" && known.entry?.saidKey !== undefined,
      );
      for (const page of pagesOf(written)) await lookAtThem(management, page, o);
      for (const page of pagesOf(records.flatMap(meetingsOf))) await clearCopies(management, page, o);
    },
  };
}

function pagesOf<T>(all: readonly T[]): (readonly T[])[] {
  const some = all.slice(0, MAX_ENTRIES);
  return Array.from({ length: Math.ceil(some.length / PAGE) }, (_, page) =>
    some.slice(page * PAGE, (page + 1) * PAGE),
  );
}

// An event that was deleted, or moved to another studio, may have been copied before.
function meetingsOf({ known: { had, meeting } }: EventRecord): readonly string[] {
  return had ?? (meeting === undefined ? [] : [meeting.id]);
}

async function lookAtThem(
  management: Management,
  records: readonly EventRecord[],
  { told, events, healings, nowMs }: Parts,
): Promise<void> {
  const answer = await management.readSaid(records.map(({ entry }) => entry));
  if (answer.kind !== "ok") return;
  const changed = [...answer.value].filter(([entry, said]) => told.said(entry, said, nowMs()));
  for (const [entry] of changed) {
    const title = events.read(entry)?.title ?? entry;
    const message = `${title}: somebody changed what the station had written into its entry. It is written again.`;
    healings.note({ atMs: nowMs(), code: "entry-put-right", message });
  }
}

// Of a draft that was never published we are not told, so nothing is known of it, and it is no event yet.
async function clearCopies(
  management: Management,
  meetings: readonly string[],
  { events, healings, nowMs }: Parts,
): Promise<void> {
  const answer = await management.readNaming(meetings);
  const copies = answer.kind === "ok" ? answer.value.filter((entry) => events.read(entry) === undefined) : [];
  for (const entry of copies) {
    await management.writeBack(entry, { provisionState: "pending" });
    const message = `The draft ${entry} is a copy of an event and showed that one's link. It is taken out.`;
    healings.note({ atMs: nowMs(), code: "entry-put-right", message });
  }
}
