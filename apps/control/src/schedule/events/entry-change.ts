import type { LocalisedFields } from "./localised.ts";

/** A change of one entry, as its webhook tells it. */
export type EntryChange = {
  entry: string;
  action: "publish" | "withdraw" | "delete";
  /** Counts publishes. Absent where the webhook does not say (archive). */
  revision: number | undefined;
  createdAt: string;
  /** When this version was made, empty where the webhook does not say: of a publish, when it was published. */
  updatedAt: string;
  /** When it was unpublished, archived or deleted. */
  deletedAt: string | undefined;
  /** Absent where the webhook does not say; the store knows then. */
  contentType: string | undefined;
  fields: LocalisedFields;
};
