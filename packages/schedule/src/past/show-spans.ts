import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { AiringId, RoomId } from "@nonstop/contract/names";
import { encoderOfRoom } from "@nonstop/contract/room-names";
import { comesLive } from "@nonstop/contract/rundown";
import { joined, type SecondRange } from "./second-ranges.ts";

/**
 * The seconds of the as-run that were a live show: those in which its room was on air, by the rundown, by a take, or past its end. What
 * stood in for it, before, after or amidst it, is not the show. `spans` are in order; so is the answer, with no two that touch. Pure.
 */
export function showSpans(
  spans: readonly AsRunSpan[],
  { airing, room }: { airing: AiringId; room: RoomId },
): SecondRange[] {
  // An encoder's room is there for all airings; any other belongs to its airing alone.
  const isOwn = encoderOfRoom(room) === undefined;
  const shown: SecondRange[] = [];
  for (const span of spans) {
    if (!comesLive(span.room) || span.room.room !== room) continue;
    const isTail = span.reason === "over-run" && shown.at(-1)?.to === span.from;
    if (isOwn || span.airing === airing || isTail) shown.push({ from: span.from, to: span.to });
  }
  return joined(shown);
}
