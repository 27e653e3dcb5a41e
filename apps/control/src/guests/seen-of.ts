import type { GuestSeen } from "@nonstop/contract/guest";
import { present } from "@nonstop/contract/present";
import type { RoomStatus } from "@nonstop/contract/room";
import type { Trouble } from "@nonstop/contract/trouble";
import type { Second } from "@nonstop/contract/time";

/** A room that has offered nothing for so long is not received now. */
const STALE_SECONDS = 5;

/**
 * How the station sees whoever is in a room, by the newest second that it offers. `status` is undefined when ingest knows no such
 * room, and `"unknown"` when it does not answer.
 */
export function seenOf(
  status: RoomStatus | "unknown" | undefined,
  { isAttended, second }: { isAttended: boolean; second: Second },
): GuestSeen {
  const nothing = { picture: "none", sound: "none" } as const;
  if (status === "unknown") return { state: "unknown", ...nothing };
  const newest = status?.newestSecond;
  const isPublished = status !== undefined && status.state !== "waiting";
  const isReceived = status?.state === "live" && newest !== undefined && second - newest <= STALE_SECONDS;
  if (!isReceived) {
    const state = isPublished || isAttended ? "coming" : "nobody";
    return { state, ...nothing, ...present({ problem: status?.problem }) };
  }
  const has = (trouble: Trouble): boolean =>
    status.troubles?.[trouble]?.some(([from, to]) => from <= newest && newest < to) === true;
  return {
    state: "received",
    picture: has("black") ? "black" : has("frozen") ? "frozen" : "good",
    sound: has("silent") ? "silent" : status.peakDbfs === undefined ? "none" : "good",
    ...present({ peakDbfs: status.peakDbfs, problem: status.problem }),
  };
}
