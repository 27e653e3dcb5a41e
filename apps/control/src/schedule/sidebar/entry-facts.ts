import type { EventStatus } from "@nonstop/contract/events";
import type { DeedName, ForGuests } from "@nonstop/contract/sidebar";
import type { AiringId } from "@nonstop/contract/names";
import { secondOf } from "@nonstop/contract/time";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import { eventStatus } from "../events/event-status.ts";
import { canSendAgain } from "../invites/send-again.ts";
import type { EventSteps } from "../steps/event-steps.ts";
import { writeBackOf } from "../steps/write-back-of.ts";

/** What the schedule tells the people beside an event's entry. */
export type EntryFacts = {
  event: EventStatus;
  forGuests: Partial<ForGuests>;
  deeds: DeedName[];
  /** Somebody is in its meeting; absent when it has none. */
  isAttended?: boolean;
};

/** All that stands in an event's entry, as it is now: the entry itself may be a moment behind. Undefined when nobody has published it. */
export function entryFacts(
  { events, steps }: { events: Pick<EventStore, "read">; steps: Pick<EventSteps, "desired"> },
  entry: AiringId,
  nowMs: number,
): EntryFacts | undefined {
  const record = events.read(entry);
  if (record === undefined) return undefined;
  const event = eventStatus(record, steps, nowMs);
  const {
    provisionState: _state,
    provisionError: _problem,
    provisionWarnings: _warnings,
    meetingId: _meeting,
    ...forGuests
  } = writeBackOf(steps.desired(record, nowMs), record.known);
  const { airing, known } = record;
  const isMet = event.state !== "cancelled" && airing !== undefined && hasMeeting(airing);
  return {
    event,
    forGuests,
    deeds: deedsOf(record, event, nowMs),
    ...(isMet ? { isAttended: known.session !== undefined } : {}),
  };
}

/** What may be done with an event now. */
function deedsOf(record: EventRecord, event: EventStatus, nowMs: number): DeedName[] {
  const { presence, airing, known } = record;
  if (presence !== "published" || airing === undefined || !hasMeeting(airing)) return [];
  const deeds: DeedName[] = [];
  if (event.rehearsal !== undefined) deeds.push("end-rehearsal");
  else if (airing.start > secondOf(nowMs)) deeds.push("open-rehearsal");
  if (known.session !== undefined && known.session.livestream !== "off") deeds.push("change-layout");
  if (known.meeting !== undefined && airing.end > secondOf(nowMs)) deeds.push("show-host-key");
  if (canSendAgain(record, nowMs)) deeds.push("send-invites");
  if (known.input !== undefined) deeds.push("new-input-key");
  return deeds;
}
