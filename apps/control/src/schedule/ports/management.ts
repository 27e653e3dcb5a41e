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

/** What the station writes into the entry of an episode: nothing that it takes from its show. */
export type EpisodeContent = { show: string; startsAt: string; occurrence: string };

/** `isOurs`: the station itself has taken the entry out, or begun to. */
export type EpisodeOrder = { isOurs: boolean };

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
  /**
   * Makes an event's entry of this id and publishes it; again is as good as once. `touched`: it is there and people have changed it, so
   * it is left as it is. `cancelled`: people have taken it out, and it stays so.
   */
  makeEpisode(
    entry: string,
    content: EpisodeContent,
    order: EpisodeOrder,
  ): Promise<VendorAnswer<"made" | "touched" | "cancelled">>;
  /** Takes an episode out for good, if it still says what the station wrote and nothing else, its own fields apart. */
  withdrawEpisode(
    entry: string,
    content: EpisodeContent,
    order: EpisodeOrder,
  ): Promise<VendorAnswer<"withdrawn" | "touched" | "cancelled">>;
};
