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

/** Reads what the programming team has published. */
export type Delivery = {
  /** The entries of these ids; those that are not published are missing. */
  readEntries(ids: readonly string[]): Promise<VendorAnswer<ReadonlyMap<string, LinkedEntry>>>;
  /** All that is published but events: what events stand on, with the pictures of it. */
  readStanding(): Promise<VendorAnswer<{ entries: LinkedEntry[]; pictures: Picture[] }>>;
  /** Events that start after `sinceMs`, by start. */
  readEvents(sinceMs: number): Promise<VendorAnswer<PublishedEvent[]>>;
};
