import type { EventRecord } from "../events/event-record.ts";
import { withFormer } from "../steps/former-meetings.ts";

/**
 * What becomes of an event that an archive knows, and that a new station has found by itself meanwhile. The archive's meeting is the one
 * whose link people have; another one that was made here goes once nobody is in it. Pure.
 */
export function joinedEvent(archived: EventRecord, own: EventRecord): EventRecord {
  const { meeting: theirs } = archived.known;
  const { meeting: ours } = own.known;
  if (ours === undefined || ours.id === theirs?.id) return archived;
  if (theirs === undefined) return { ...archived, known: { ...archived.known, meeting: ours } };
  return { ...archived, known: withFormer(archived.known, ours.id) };
}

/** An event that the archive does not know: its links are read anew, and its page gets its address with them. Pure. */
export function ownEvent({ known, ...own }: EventRecord): EventRecord {
  const { linksKey: _linksKey, ...rest } = known;
  return { ...own, known: rest };
}
