/**
 * The memory of the player's recovery. The remedies form a ladder, each costlier than the one before: `reload` asks hls.js
 * to load again, `recover-media` gives it a fresh decoder, `recreate` rebuilds the whole player after a growing pause.
 * This module only decides. The player reports events and carries out the actions.
 */
export type RecoveryState = {
  /** When `reload` was last tried, ms; undefined when it was not. */
  reloadedMs: number | undefined;
  /** When `recover-media` was tried lately, ms. */
  mediaRecoveriesMs: readonly number[];
  /** How many players were built since the picture last moved for `FORGIVEN_MS`. */
  attempts: number;
  /** Since when the picture has moved without a break, ms; undefined while it does not. */
  fineSinceMs: number | undefined;
  /** True while a `recreate` is pending. Other events are then only its echo and change nothing. */
  isRecreating: boolean;
};

export type RecoveryEvent =
  | { kind: "fatal"; cause: "network" | "media" | "other"; atMs: number; jitter: number }
  /** The picture moved. */
  | { kind: "progress"; atMs: number }
  /** The picture should move and has not for `STUCK_MS`. */
  | { kind: "stuck"; atMs: number; jitter: number }
  /** The player has carried out the `recreate`. */
  | { kind: "recreated"; atMs: number };

export type RecoveryAction =
  | { kind: "none" }
  | { kind: "reload" }
  | { kind: "recover-media" }
  | { kind: "recreate"; afterMs: number };

export const STUCK_MS = 10_000;
const MEDIA_RECOVERIES = 2;
const MEDIA_WINDOW_MS = 10_000;
const RELOAD_WINDOW_MS = 10_000;
const LEAST_BACKOFF_MS = 1000;
const MOST_BACKOFF_MS = 30_000;
/** After this much steady playing the ladder starts at its bottom again. */
const FORGIVEN_MS = 15_000;

export const freshRecovery: RecoveryState = {
  reloadedMs: undefined,
  mediaRecoveriesMs: [],
  attempts: 0,
  fineSinceMs: undefined,
  isRecreating: false,
};

type Step = { state: RecoveryState; action: RecoveryAction };

function recreate(state: RecoveryState, jitter: number): Step {
  const backoff = Math.min(MOST_BACKOFF_MS, LEAST_BACKOFF_MS * 2 ** state.attempts);
  return {
    state: { ...freshRecovery, attempts: state.attempts + 1, isRecreating: true },
    // The pause is half fixed and half random, so that many viewers of one edge neither hurry nor return together.
    action: { kind: "recreate", afterMs: Math.round(backoff * (0.5 + jitter / 2)) },
  };
}

function afterFatal(state: RecoveryState, event: Extract<RecoveryEvent, { kind: "fatal" }>): Step {
  const broken = { ...state, fineSinceMs: undefined };
  if (event.cause === "network") {
    const isFirst = state.reloadedMs === undefined || event.atMs - state.reloadedMs > RELOAD_WINDOW_MS;
    if (isFirst) return { state: { ...broken, reloadedMs: event.atMs }, action: { kind: "reload" } };
  }
  if (event.cause === "media") {
    const recent = state.mediaRecoveriesMs.filter((at) => event.atMs - at < MEDIA_WINDOW_MS);
    if (recent.length < MEDIA_RECOVERIES)
      return {
        state: { ...broken, mediaRecoveriesMs: [...recent, event.atMs] },
        action: { kind: "recover-media" },
      };
  }
  return recreate(broken, event.jitter);
}

/** The next state, and the action that answers an event. `jitter` is a random number, 0..1. */
export function recover(state: RecoveryState, event: RecoveryEvent): Step {
  switch (event.kind) {
    case "recreated":
      return { state: { ...state, isRecreating: false }, action: { kind: "none" } };
    case "progress": {
      if (state.isRecreating) return { state, action: { kind: "none" } };
      const fineSinceMs = state.fineSinceMs ?? event.atMs;
      const isForgiven = event.atMs - fineSinceMs >= FORGIVEN_MS;
      return {
        state: isForgiven ? { ...freshRecovery, fineSinceMs } : { ...state, fineSinceMs },
        action: { kind: "none" },
      };
    }
    case "stuck":
      return state.isRecreating ? { state, action: { kind: "none" } } : recreate(state, event.jitter);
    case "fatal":
      return state.isRecreating ? { state, action: { kind: "none" } } : afterFatal(state, event);
    default:
      return { state, action: { kind: "none" } };
  }
}
