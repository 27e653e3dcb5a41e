import type { CommittedSecond } from "@nonstop/contract/as-run";
import type { RoomStatus } from "@nonstop/contract/room";
import { comesLive } from "@nonstop/contract/rundown";
import type { TakeRequest } from "@nonstop/contract/take";

/** Where a take leads. */
export type Target = TakeRequest["to"];

/**
 * A take, from key to air. Never optimistic: `asked` is not on air; only a committed second that names the take is.
 */
export type TakeState =
  | { kind: "idle" }
  /** It would leave a live room: press again to mean it. */
  | { kind: "confirming"; to: Target }
  | { kind: "asked"; id: string; to: Target; askedMs: number }
  /** The edge holds it; no second with it has been committed yet. */
  | { kind: "accepted"; id: string; to: Target; askedMs: number }
  | { kind: "on-air"; id: string; to: Target; second: number }
  /** In force, but its room has nothing to show: something else is on air meanwhile. */
  | { kind: "waiting-for-room"; id: string; to: Target; second: number }
  | { kind: "failed"; to: Target; message: string };

export type TakeEvent =
  | { kind: "press"; to: Target; onAir: CommittedSecond | undefined; id: string; nowMs: number }
  | { kind: "cancel" }
  | { kind: "accepted"; id: string }
  | { kind: "refused"; id: string; message: string }
  | { kind: "second"; second: CommittedSecond }
  | { kind: "released" }
  | { kind: "tick"; nowMs: number };

/** After so long without a word about it, a take counts as lost and says so. Milliseconds. */
export const LOST_AFTER_MS = 15_000;

/** The target that a room is. */
export function targetOf({ room, pulled }: Pick<RoomStatus, "room" | "pulled">): Target {
  return { kind: pulled === true ? "remote" : "live", room };
}

/** True when two targets are the same room. */
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

/** True when taking `to` now would cut somebody off: a live room is on air, and it is another one. */
function needsConfirmation(onAir: CommittedSecond | undefined, to: Target): boolean {
  return onAir !== undefined && comesLive(onAir.room) && !shows(onAir, to);
}

function onSecond(state: TakeState, second: CommittedSecond): TakeState {
  if (state.kind === "idle" || state.kind === "confirming" || state.kind === "failed") return state;
  if (second.take === state.id) {
    const isShown = shows(second, state.to) && second.rank === 0;
    return {
      kind: isShown ? "on-air" : "waiting-for-room",
      id: state.id,
      to: state.to,
      second: second.second,
    };
  }
  // A second without the take after one with it: released, run out or overruled.
  return state.kind === "on-air" || state.kind === "waiting-for-room" ? { kind: "idle" } : state;
}

/** The next state of a take. The caller sends the request when the state becomes a new `asked`. */
export function nextTake(state: TakeState, event: TakeEvent): TakeState {
  switch (event.kind) {
    case "press": {
      // A second press while one is under way is the impatience of a finger, not another take.
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
      return state.kind === "asked" && state.id === event.id ? { ...state, kind: "accepted" } : state;
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
