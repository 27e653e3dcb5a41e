import type { VendorAnswer } from "./vendor-answer.ts";

/** What people of the programming team find in the entry. */
export type WriteBack = {
  provisionState: "ready" | "failed" | "cancelled";
  provisionError?: string;
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
