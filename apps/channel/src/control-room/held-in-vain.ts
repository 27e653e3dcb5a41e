import type { CommittedSecond } from "@nonstop/contract/as-run";
import { encoderOfRoom } from "@nonstop/contract/room-names";
import { comesLive, type Item, type Rundown, type RoomRef, type Take } from "@nonstop/contract/rundown";
import { takeAt } from "@nonstop/schedule/item-at";
import { mayAir } from "@nonstop/schedule/room-windows";

/** A start that is further away is no reason to hurry. Seconds. */
const MAX_AHEAD_SECONDS = 3600;

export type HeldInput = {
  nowMs: number;
  /** The newest second that is listed. */
  onAir: CommittedSecond;
  takes: readonly Take[];
  rundown: Rundown | undefined;
};

/**
 * The warning about a take whose room is not there: what airs instead, and which planned start comes while the channel is
 * held. Undefined while no take is held in vain.
 */
export function heldInVainWarning({
  nowMs,
  onAir,
  takes,
  rundown,
}: HeldInput): { message: string; cure: string } | undefined {
  if (onAir.reason !== "take-unavailable") return undefined;
  const take = takeAt(takes, onAir.second);
  if (take === undefined) return undefined;
  const items = rundown?.items ?? [];
  const who = comesLive(take.room) ? "an empty room" : "a piece that is not there";
  const below = onAir.take === undefined ? "filler" : nameOf(onAir.room, items);
  const airs = onAir.title ?? (onAir.room.kind === "slate" ? "the slate" : below);
  const name = nameOf(take.room, items);
  const what = mayAir(rundown, take.room, onAir.second)
    ? `Held by ${who}: ${name} has nothing to show, and ${airs} airs instead.`
    : `Held by a closed room: ${name} may be on air only around its show, and ${airs} airs instead.`;
  const second = Math.floor(nowMs / 1000);
  const next = items.find(({ airing, start }) => airing !== undefined && start > second);
  const cure = "Release, or take another room.";
  if (next === undefined || next.start - second > MAX_AHEAD_SECONDS) return { message: what, cure };
  return { message: `${what} ${next.title} starts in ${untilWords(next.start - second)}.`, cure };
}

/** A room as people call it: an encoder's by the encoder, any other by its show. */
function nameOf(room: RoomRef, items: readonly Item[]): string {
  if (comesLive(room)) return encoderOfRoom(room.room) ?? ownShowOf(room, items)?.title ?? room.room;
  return room.kind === "asset" ? room.asset : "the slate";
}

function ownShowOf(room: RoomRef & { room: string }, items: readonly Item[]): Item | undefined {
  return items.find((item) => comesLive(item.room) && item.room.room === room.room);
}

function untilWords(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}
