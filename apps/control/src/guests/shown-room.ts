import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { Second } from "@nonstop/contract/time";

/** What was committed so lately is what the channel shows now. */
const NEWEST_SECONDS = 6;

/** The live room that the newest committed second shows: empty when it shows none, undefined when nothing was committed lately. */
export function shownRoom(spans: readonly AsRunSpan[], second: Second): string | undefined {
  const newest = spans.at(-1);
  if (newest === undefined || newest.to <= second - NEWEST_SECONDS) return undefined;
  return "room" in newest.room ? newest.room.room : "";
}
