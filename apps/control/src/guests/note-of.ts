import type { EventRecord } from "../schedule/events/event-record.ts";

/** What the guests of an event read: the note of its entry, or what was written over it in the control room. Empty for nothing. */
export function noteOf({ guests, privateFields }: EventRecord): string {
  const { note } = guests ?? {};
  const inEntry = entryNoteOf({ privateFields });
  return note?.over === inEntry ? note.text : inEntry;
}

/** The note of the entry as it was read last. */
export function entryNoteOf({ privateFields }: Pick<EventRecord, "privateFields">): string {
  return privateFields?.guestNote ?? "";
}
