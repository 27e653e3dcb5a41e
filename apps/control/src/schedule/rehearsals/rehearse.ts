import type { Second } from "@nonstop/contract/time";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import { isWithin } from "@nonstop/schedule/livestream-window";
import type { EventRecord } from "../events/event-record.ts";

export type RehearseAnswer =
  | { kind: "record"; record: EventRecord }
  | { kind: "unknown-event" }
  /** It is shown from elsewhere, or is over. */
  | { kind: "no-meeting" };

/** Opens the room of an event for a rehearsal of so many minutes from `second` on, or ends the rehearsal (`minutes` undefined). */
export function rehearse(
  record: EventRecord | undefined,
  minutes: number | undefined,
  second: Second,
): RehearseAnswer {
  if (record === undefined) return { kind: "unknown-event" };
  const { presence, airing, rehearsal: before } = record;
  const dueMs = second * 1000;
  if (minutes === undefined) {
    const isOn = before !== undefined && isWithin(before, second);
    return {
      kind: "record",
      record: isOn ? { ...record, rehearsal: { ...before, to: second }, dueMs } : record,
    };
  }
  const isOver = airing === undefined || airing.end <= second;
  if (presence !== "published" || isOver || !hasMeeting(airing)) return { kind: "no-meeting" };
  const rehearsal = { from: second, to: second + minutes * 60 };
  return { kind: "record", record: { ...record, rehearsal, dueMs } };
}
