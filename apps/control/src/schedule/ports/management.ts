import type { EventState } from "@nonstop/contract/events";
import type { VendorAnswer } from "./vendor-answer.ts";

/** What people of the programming team find in the entry. */
export type WriteBack = {
  provisionState: EventState;
  /** What keeps the event from airing, with its cure. */
  provisionError?: string;
  /** What else people should know, a line each. */
  provisionWarnings?: string;
  meetingId?: string;
  joinUrl?: string;
  passcode?: string;
  invitation?: string;
  /** The invites of its guests, ready to copy. */
  guestInvites?: string;
  /** The verdict of each guest's set-up test, a line each. */
  guestChecks?: string;
};

/** What stands in those fields of an entry. It may be anything: people and their programs can change it. */
export type Said = { [Key in keyof WriteBack]?: string };

/** Whether an entry is published, by the entry itself. `changedAt`: when it was last changed (ISO). */
export type EntryPresence = { isPublished: boolean; changedAt: string };

/** What is never delivered of a published entry, in the station's locale. It may be anything. */
export type PrivateEntry = { fields: Readonly<Record<string, unknown>> };

/** Looks at entries as their editors see them, and writes into them. */
export type Management = {
  /** Makes the entry say this, and nothing else in the fields that are ours. It is never published by it, and stays archived. */
  writeBack(entry: string, content: WriteBack): Promise<VendorAnswer<"written" | "unchanged">>;
  /** What the fields that are ours say now, by entry; up to 100 at once. Entries that are no more are missing. */
  readSaid(entries: readonly string[]): Promise<VendorAnswer<ReadonlyMap<string, Said>>>;
  /** The entries of events that name one of these meetings; up to 100 meetings at once. */
  readNaming(meetings: readonly string[]): Promise<VendorAnswer<string[]>>;
  /** What is never delivered of these entries, as it is published; up to 100 at once. Those that are not published are missing. */
  readPrivate(entries: readonly string[]): Promise<VendorAnswer<ReadonlyMap<string, PrivateEntry>>>;
  /** The mail address of somebody who works in our space; undefined when it is not told. */
  readUserAddress(user: string): Promise<VendorAnswer<string | undefined>>;
  readPresence(entry: string): Promise<VendorAnswer<EntryPresence>>;
};
