import { secondOf } from "@nonstop/contract/time";
import { namedAiring } from "@nonstop/schedule/wall-time";
import type { Chore } from "../chores/chore-list.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import type { ToldChanges } from "../hooks/told-changes.ts";
import type { ListedMeeting, Meetings } from "../ports/meetings.ts";
import type { Vendor } from "../ports/vendors.ts";
import type { HealingStore } from "./healing-store.ts";

const LOOK_MS = 3600_000;
const LOOK_AT_START_MS = 60_000;
/** What begins sooner than this is looked at anyway, every half minute. */
const SOON_SECONDS = 600;

type Parts = {
  meetings: Vendor<Meetings>;
  events: EventStore;
  told: Pick<ToldChanges, "record">;
  healings: Pick<HealingStore, "note">;
  nowMs: () => number;
};
type Held = EventRecord & { airing: NonNullable<EventRecord["airing"]> };

/**
 * Looks whether the meetings of coming shows still stand where they were made, each hour. One that somebody deleted is made anew, one
 * that somebody moved is put back to the time of its show: the guests' links are tried long before the day.
 */
export function lookAtMeetings(o: Parts): Chore {
  const { meetings, events } = o;
  let lookedMs = o.nowMs() - LOOK_MS + LOOK_AT_START_MS;
  return {
    name: "look-at-meetings",
    dueMs: () => (meetings.kind === "unset" ? undefined : lookedMs + LOOK_MS),
    async run(startMs) {
      if (meetings.kind === "unset") return;
      lookedMs = startMs;
      const coming = events.endingAfter(secondOf(startMs)).filter((record) => isComing(record, startMs));
      for (const [host, held] of byHost(coming)) {
        const listed = await meetings.client.listMeetings(host);
        if (listed.kind !== "ok") return;
        const there = new Map(listed.value.map((each) => [each.id, each]));
        for (const record of held) await lookAtOne(record, there, meetings.client, o);
      }
    },
  };
}

function isComing(record: EventRecord, nowMs: number): record is Held {
  const { presence, airing, known } = record;
  if (presence !== "published" || airing === undefined || known.meeting === undefined) return false;
  // One that was changed a moment ago, or is to be, says nothing yet.
  const isSettled = known.meeting.meetingKey !== "" && (known.meeting.changedMs ?? 0) < nowMs;
  return isSettled && airing.start > secondOf(nowMs) + SOON_SECONDS;
}

function byHost(records: readonly Held[]): Map<string, Held[]> {
  const hosts = new Map<string, Held[]>();
  for (const record of records) {
    const host = record.known.meeting?.host ?? "";
    hosts.set(host, [...(hosts.get(host) ?? []), record]);
  }
  return hosts;
}

async function lookAtOne(
  { entry, airing, known: { meeting } }: Held,
  there: ReadonlyMap<string, ListedMeeting>,
  client: Meetings,
  { told, events, healings, nowMs }: Parts,
): Promise<void> {
  if (meeting === undefined) return;
  const listed = there.get(meeting.id);
  const atMs = nowMs();
  if (listed === undefined) {
    // The list may lag, or not be whole.
    if ((await client.readMeeting(meeting.id)).kind !== "gone") return;
    const news = { kind: "deleted", meeting: meeting.id, atMs } as const;
    if (told.record({ about: "session", news }, undefined, atMs).status !== "accepted") return;
    const message = `${namedAiring(airing)}: its meeting was deleted, and nobody told of it. Another one is made.`;
    healings.note({ atMs, code: "meeting-missing", message });
    return;
  }
  if (listed.start === undefined || listed.start === airing.start) return;
  const fresh = events.read(entry);
  const seen = fresh?.known.meeting;
  if (fresh === undefined || seen?.id !== meeting.id || seen.meetingKey !== meeting.meetingKey) return;
  // Without its key it is written again, as the show wants it.
  events.write({ ...fresh, known: { ...fresh.known, meeting: { ...seen, meetingKey: "" } }, dueMs: atMs });
  const message = `${namedAiring(airing)}: somebody moved its meeting. It is moved back.`;
  healings.note({ atMs, code: "meeting-moved", message });
}
