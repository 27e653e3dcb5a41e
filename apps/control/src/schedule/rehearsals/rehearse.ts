import type { AiringId } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import type { RehearsalAnswer } from "@nonstop/contract/rehearsal";
import { secondOf, type Second } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import { isWithin } from "@nonstop/schedule/livestream-window";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";

/** `no-meeting`: it is shown from elsewhere, or is over. */
export type RehearsalOutcome =
  | { kind: "rehearsal"; answer: RehearsalAnswer }
  | { kind: "unknown-event" }
  | { kind: "no-meeting" };

/** Opens the room of an event for a rehearsal of so many minutes from now on, or ends the rehearsal (`minutes` undefined). */
export function rehearse(
  events: Pick<EventStore, "read" | "write">,
  { airing, minutes }: { airing: AiringId; minutes: number | undefined },
  nowMs: number,
): RehearsalOutcome {
  const before = events.read(airing);
  if (before === undefined) return { kind: "unknown-event" };
  const second = secondOf(nowMs);
  const record = minutes === undefined ? ended(before, second) : opened(before, minutes, second);
  if (record === undefined) return { kind: "no-meeting" };
  events.write(record);
  log("rehearsal", { airing, minutes });
  return { kind: "rehearsal", answer: minutes === undefined ? {} : present({ rehearsal: record.rehearsal }) };
}

function ended(record: EventRecord, second: Second): EventRecord {
  const { rehearsal } = record;
  if (rehearsal === undefined || !isWithin(rehearsal, second)) return record;
  return { ...record, rehearsal: { ...rehearsal, to: second }, dueMs: second * 1000 };
}

function opened(record: EventRecord, minutes: number, second: Second): EventRecord | undefined {
  const { presence, airing } = record;
  const isOver = airing === undefined || airing.end <= second;
  if (presence !== "published" || isOver || !hasMeeting(airing)) return undefined;
  return { ...record, rehearsal: { from: second, to: second + minutes * 60 }, dueMs: second * 1000 };
}
