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
};

/** Writes into entries. */
export type Management = {
  /** Makes the entry say this, and nothing else in the fields that are ours. It is never published by it. */
  writeBack(entry: string, content: WriteBack): Promise<VendorAnswer<"written" | "unchanged">>;
};
