/**
 * How the player comes back from anything by itself: a ladder of remedies, each dearer than the one before.
 * `reload` asks hls.js to load again; `recover-media` gives it a fresh decoder; `recreate` builds the whole player anew,
 * later and later. Pure: the player feeds it what happened and does what it says.
 */
export type RecoveryState = {
  /** Times of `reload` since the last progress, ms. */
  reloadedMs: number | undefined;
  /** Times of recent `recover-media`, ms. */
  mediaRecoveriesMs: readonly number[];
  /** Players built since the last lasting progress. */
  attempts: number;
  /** Since when the picture moves without a break, ms. */
  fineSinceMs: number | undefined;
  /** True while a `recreate` is on its way: everything else is its echo. */
  isRecreating: boolean;
};

export type RecoveryEvent =
  | { kind: "fatal"; cause: "network" | "media" | "other"; atMs: number; jitter: number }
  /** The picture moved. */
  | { kind: "progress"; atMs: number }
  /** The picture has not moved for `STUCK_MS` though it should. */
  | { kind: "stuck"; atMs: number; jitter: number }
  /** The `recreate` that was asked for has been done. */
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
/** A player that lasted so long has earned a fresh ladder. */
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
    // Never less than half: a thousand viewers of one edge must not all come back at once, nor at once.
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

/** The next state and what to do about an event. `jitter` is 0..1, by chance. */
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
