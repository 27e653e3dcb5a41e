import { isOpen, START_AGAIN_MS, type OnAirWindow } from "../steps/going-live.ts";
import type { Known, KnownInput } from "../steps/known.ts";
import { notBefore, type Asked, type InputStep, type Wait } from "../steps/step.ts";

/** Ingest is told of a pull two minutes ahead; by then there must be a token. */
const TOKEN_AHEAD_MS = 600_000;
/** A token that ends before its show is followed by another so long before. */
const RENEW_MS = 3600_000;

/** What an event's live input lacks, the most urgent first. None of them waits for another one. Pure. */
export function inputSteps(asked: Asked, known: Known): (InputStep | Wait)[] {
  const { input } = known;
  const { nowMs } = asked;
  if (asked.input.kind === "keep") return [];
  if (asked.input.kind === "none")
    return input === undefined
      ? []
      : [notBefore(asked.input.fromMs, { kind: "delete-input", input: input.id }, nowMs)];
  if (input === undefined) return [{ kind: "create-input", wish: asked.input.wish }];
  const { id, rotations } = input;
  return [
    ...(isKeyDue(asked, known) ? [{ kind: "rotate-key", input: id, rotations } as const] : []),
    ...tokenSteps(asked.window, input, nowMs),
    ...lookSteps(asked, known, input),
  ];
}

/**
 * Whether its key is to be changed: a producer asked for that, or another meeting was given it. While the window is open that one
 * may be what is on air, so it stays.
 */
export function isKeyDue({ window, nowMs }: Pick<Asked, "window" | "nowMs">, known: Known): boolean {
  const { input, meeting } = known;
  if (input === undefined) return false;
  if (input.isKeyUnwanted === true) return true;
  const isElsewhere = input.givenTo !== undefined && meeting !== undefined && input.givenTo !== meeting.id;
  return isElsewhere && !isOpen(window, nowMs);
}

function tokenSteps(
  window: OnAirWindow | undefined,
  { id, token }: KnownInput,
  nowMs: number,
): (InputStep | Wait)[] {
  if (window === undefined || window.toMs <= nowMs) return [];
  const expiresMs = (token?.expires ?? 0) * 1000;
  if (expiresMs >= window.toMs) return [];
  const dueMs = Math.max(window.fromMs - TOKEN_AHEAD_MS, expiresMs - RENEW_MS);
  return [notBefore(dueMs, { kind: "make-token", input: id, until: window.toMs / 1000 }, nowMs)];
}

// The livestream was asked for again and again, and no picture comes: somebody may have deleted the input.
function lookSteps(
  { window, nowMs }: Asked,
  { session }: Known,
  { id, lookedMs = 0 }: KnownInput,
): (InputStep | Wait)[] {
  if (!isOpen(window, nowMs) || session === undefined) return [];
  if (session.livestream === "on" || session.asks < 2) return [];
  return [notBefore(lookedMs + START_AGAIN_MS, { kind: "look-at-input", input: id }, nowMs)];
}
