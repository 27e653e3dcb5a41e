import type { EventRecord } from "./event-record.ts";

/** A meeting outlives its event by a day: people change their minds, and guests have its link. */
const MEETING_OUTLIVES_MS = 86_400_000;

/**
 * Until when (epoch ms) the meeting of an event is kept that is withdrawn or no longer live. An entry that was deleted never comes
 * back, so its meeting is not kept.
 */
export function meetingKeptUntilMs({ presence, publishedMs = 0, withdrawnMs = 0 }: EventRecord): number {
  if (presence === "deleted") return 0;
  return (presence === "withdrawn" ? withdrawnMs : publishedMs) + MEETING_OUTLIVES_MS;
}
