import type { RoomStatus } from "@nonstop/contract/room";
import type { Rundown } from "@nonstop/contract/rundown";
import { mayAir, opensAt } from "@nonstop/schedule/room-windows";
import { targetOf } from "./take-machine.ts";

/**
 * What is to be known of a room whose show is not near: whatever comes from it is for the preview, and no take can choose it.
 * Undefined for rooms that may be on air, and for those from which nothing comes. `clock` writes a second as a time of day.
 */
export function previewOnlyWords(
  status: RoomStatus,
  rundown: Rundown | undefined,
  second: number,
  clock: (second: number) => string,
): string | undefined {
  const isEmpty = status.state === "waiting";
  if (isEmpty || mayAir(rundown, targetOf(status), second)) return undefined;
  const opens = opensAt(rundown, status.room, second);
  return opens === undefined
    ? "For the preview only: no show has this room now."
    : `For the preview only until ${clock(opens)}.`;
}
