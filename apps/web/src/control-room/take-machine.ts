import type { CommittedSecond } from "@nonstop/contract/as-run";
import type { LiveRoomRef, RoomStatus } from "@nonstop/contract/room";
import { kindOfRoom } from "@nonstop/contract/room-names";
import { comesLive } from "@nonstop/contract/rundown";
import type { TakeRequest } from "@nonstop/contract/take";
import type { Second } from "@nonstop/contract/time";

/** What a take puts on air. */
export type Target = TakeRequest["to"];

/** A take, from the key to the air. Only a committed second that names the take makes it `on-air`. */
export type TakeState =
  | { kind: "idle" }
  /** The take would leave a live room, so it waits for a second press. */
  | { kind: "confirming"; to: Target }
  | { kind: "asked"; id: string; to: Target; askedMs: number }
  /** The edge has the take, but no second with it has been committed yet. */
  | { kind: "accepted"; id: string; to: Target; from: Second; askedMs: number }
  | { kind: "on-air"; id: string; to: Target; from: Second; second: Second }
  /** The take is in force, but its room has nothing to show. Something else is on air meanwhile. */
  | { kind: "waiting-for-room"; id: string; to: Target; from: Second; second: Second }
  | { kind: "failed"; to: Target; message: string };

export type TakeEvent =
  | { kind: "press"; to: Target; onAir: CommittedSecond | undefined; id: string; nowMs: number }
  | { kind: "cancel" }
  /** `from`: the first second that the take decides. */
  | { kind: "accepted"; id: string; from: Second }
  | { kind: "refused"; id: string; message: string }
  | { kind: "second"; second: CommittedSecond }
  | { kind: "released" }
  | { kind: "tick"; nowMs: number };

/** A take counts as lost after this long without news of it. Milliseconds. */
export const LOST_AFTER_MS = 15_000;

/** A room as a target. */
export function targetOf({ room }: Pick<RoomStatus, "room">): LiveRoomRef {
  return { kind: kindOfRoom(room), room };
}

/** True when two targets mean the same room, piece or slate. */
export function sameTarget(a: Target, b: Target): boolean {
  if (comesLive(a) && comesLive(b)) return a.kind === b.kind && a.room === b.room;
  if (a.kind === "asset" && b.kind === "asset") return a.asset === b.asset;
  return a.kind === "slate" && b.kind === "slate";
}

/** True when a committed second shows the target. */
export function shows(second: CommittedSecond, target: Target): boolean {
  const room = second.room;
  return sameTarget(room, target);
}

/** True when taking `to` now would cut somebody off, because another live room is on air. */
function needsConfirmation(onAir: CommittedSecond | undefined, to: Target): boolean {
  return onAir !== undefined && comesLive(onAir.room) && !shows(onAir, to);
}

function onSecond(state: TakeState, { second, ...aired }: CommittedSecond): TakeState {
  if (state.kind === "idle" || state.kind === "confirming" || state.kind === "failed") return state;
  // A second that nobody proposed says nothing about takes.
  if (aired.reason === "edge-slate") return state;
  const { id, to } = state;
  const from = state.kind === "asked" ? undefined : state.from;
  if (aired.take === id) return { kind: "on-air", id, to, from: from ?? second, second };
  // Only its own seconds tell how a take fares: those before it may belong to the take that it replaces.
  if (from === undefined || second < from) return state;
  // A second that a take could not fill names no take, for another room fills it.
  if (aired.reason === "take-unavailable") return { kind: "waiting-for-room", id, to, from, second };
  // The take was in force and this second lacks it: it was released, ran out or was replaced.
  return state.kind === "on-air" || state.kind === "waiting-for-room" ? { kind: "idle" } : state;
}

/** True when a take that was in force is so no more: it was released, ran out or was replaced. */
export function hasEnded(
  before: TakeState,
  after: TakeState,
): before is Extract<TakeState, { kind: "on-air" | "waiting-for-room" }> {
  return (before.kind === "on-air" || before.kind === "waiting-for-room") && after.kind === "idle";
}

/** The next state of a take. The caller sends the request when the state becomes a new `asked`. */
export function nextTake(state: TakeState, event: TakeEvent): TakeState {
  switch (event.kind) {
    case "press": {
      // A press while a take is pending is impatience, not another take.
      const isPending = state.kind === "asked" || state.kind === "accepted";
      if (isPending && sameTarget(state.to, event.to)) return state;
      const isConfirmed = state.kind === "confirming" && sameTarget(state.to, event.to);
      if (needsConfirmation(event.onAir, event.to) && !isConfirmed)
        return { kind: "confirming", to: event.to };
      return { kind: "asked", id: event.id, to: event.to, askedMs: event.nowMs };
    }
    case "cancel":
      return state.kind === "confirming" || state.kind === "failed" ? { kind: "idle" } : state;
    case "accepted":
      return state.kind === "asked" && state.id === event.id
        ? { ...state, kind: "accepted", from: event.from }
        : state;
    case "refused":
      return state.kind === "asked" && state.id === event.id
        ? { kind: "failed", to: state.to, message: event.message }
        : state;
    case "second":
      return onSecond(state, event.second);
    case "released":
      return { kind: "idle" };
    case "tick": {
      const isPending = state.kind === "asked" || state.kind === "accepted";
      if (!isPending || event.nowMs - state.askedMs < LOST_AFTER_MS) return state;
      return {
        kind: "failed",
        to: state.to,
        message: "No second with this take has come. Is a playout running?",
      };
    }
    default:
      return state;
  }
}
