import { isInputRoom } from "@nonstop/contract/room-names";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import type { LiveSource } from "@nonstop/contract/live-input";
import type { EventFields } from "./event-fields.ts";
import type { EventRecord } from "./event-record.ts";
import { linksKey, type ExpectedRevisions } from "./linked-entries.ts";

type Fed = Pick<EventRecord, "airing" | "known">;

/** What is to feed the room of an event's airing, by what the station wants: a livestream cannot be pointed elsewhere while it is up. */
export function liveSourceOf(record: Fed, wanted: LiveSource): LiveSource {
  return record.known.session === undefined ? wanted : (presentSource(record) ?? wanted);
}

/**
 * What an airing is to be made of, as one text: its links and, after a change of the setting, what its room is to be fed by. It is
 * made anew when that differs from what is known.
 */
export function keyOfMaking(
  record: Fed,
  event: EventFields,
  o: { expected: ExpectedRevisions; liveSource: LiveSource },
): string {
  const key = linksKey(event, o.expected);
  const present = presentSource(record);
  const isFedOtherwise = present !== undefined && present !== liveSourceOf(record, o.liveSource);
  return isFedOtherwise ? `${key} for ${o.liveSource}` : key;
}

function presentSource({ airing }: Fed): LiveSource | undefined {
  if (airing === undefined || !hasMeeting(airing)) return undefined;
  return isInputRoom(airing.room) ? "cloudflare-stream" : "ingest";
}
