import type { Picture } from "./picture.ts";
import type { VendorAnswer } from "./vendor-answer.ts";

/** A person, show, studio, encoder, recording or collection as it is published, in the station's locale. */
export type LinkedEntry = {
  id: string;
  revision: number;
  contentType: string;
  fields: Readonly<Record<string, unknown>>;
};

/** An event as it is published: fields by locale, as a webhook carries them. */
export type PublishedEvent = {
  id: string;
  revision: number;
  createdAt: string;
  /** When this version was published. */
  updatedAt: string;
  fields: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** What was published and withdrawn since a cursor was given out; `cursor` is the next one. */
export type PublishedChanges = {
  published: (PublishedEvent & { contentType: string })[];
  gone: { id: string; revision: number | undefined; deletedAt: string | undefined }[];
  cursor: string;
};

/** Reads what the programming team has published. */
export type Delivery = {
  /** The entries of these ids; those that are not published are missing. */
  readEntries(ids: readonly string[]): Promise<VendorAnswer<ReadonlyMap<string, LinkedEntry>>>;
  /** All that is published but events: what events stand on, with the pictures of it. */
  readStanding(): Promise<VendorAnswer<{ entries: LinkedEntry[]; pictures: Picture[] }>>;
  /** Events that start after `sinceMs`, by start. */
  readEvents(sinceMs: number): Promise<VendorAnswer<PublishedEvent[]>>;
  /**
   * What changed since `cursor`, of all entries; without one all that is published. A cursor that is no longer known is refused: begin
   * without one then.
   */
  readChanges(cursor: string | undefined): Promise<VendorAnswer<PublishedChanges>>;
};
