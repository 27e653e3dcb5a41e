import { secondOf } from "@nonstop/contract/time";
import { signal } from "@preact/signals";
import { routes } from "@nonstop/contract/routes";
import { ReleaseAnswer, TakeAnswer, type TakeRequest } from "@nonstop/contract/take";
import { nowMs } from "../feed/clock.ts";
import { send } from "../feed/door.ts";
import { CHANNEL } from "../feed/station-feed.ts";
import { onAir, onSecond } from "./desk-feed.ts";
import { programmeSecond } from "./programme-second.ts";
import { closesSession } from "./session.ts";
import {
  hasEnded,
  nextTake,
  sameTarget,
  type TakeEvent,
  type TakeState,
  type Target,
} from "./take-machine.ts";

/** The target in preview, which TAKE puts on air. */
export const selected = signal<Target | undefined>(undefined);
export const take = signal<TakeState>({ kind: "idle" });
/** Why the last release failed; undefined when it did not. */
export const releaseProblem = signal<string | undefined>(undefined);

function happened(event: TakeEvent): void {
  const before = take.value;
  take.value = nextTake(before, event);
  const after = take.value;
  if (hasEnded(before, after)) forgetPreview(before.to);
  if (after.kind === "asked" && (before.kind !== "asked" || before.id !== after.id))
    void askFor(after.id, after.to);
}

async function askFor(id: string, to: Target): Promise<void> {
  const request: TakeRequest = { id, from: programmeSecond.value ?? secondOf(nowMs()), to };
  const first = await send(routes.takes(CHANNEL), request, TakeAnswer);
  // The edge recognises the take by its id, so asking again is harmless.
  const answer =
    first.kind === "unreachable" ? await send(routes.takes(CHANNEL), request, TakeAnswer) : first;
  closesSession(answer);
  if (answer.kind === "ok") happened({ kind: "accepted", id, from: answer.value.take.from });
  else happened({ kind: "refused", id, message: answer.message });
}

/** The TAKE key puts the preview on air. It needs a second press when that would leave a live room. */
export function pressTake(): void {
  const to = selected.value;
  if (to === undefined) return;
  happened({ kind: "press", to, onAir: onAir.value, id: crypto.randomUUID(), nowMs: nowMs() });
}

/** The Esc key dismisses a question or a complaint, and empties the preview: the next TAKE must not find what was given up. */
export function cancelTake(): void {
  happened({ kind: "cancel" });
  selected.value = undefined;
  releaseProblem.value = undefined;
}

/** The RELEASE key returns the channel to the rundown, and empties the preview as Esc does. */
export async function release(): Promise<void> {
  releaseProblem.value = undefined;
  selected.value = undefined;
  const answer = await send(routes.release(CHANNEL), {}, ReleaseAnswer);
  closesSession(answer);
  if (answer.kind === "ok") happened({ kind: "released" });
  else releaseProblem.value = answer.message;
}

/** Empties the preview if it still holds what a take that has ended showed. */
function forgetPreview(target: Target): void {
  if (selected.value !== undefined && sameTarget(selected.value, target)) selected.value = undefined;
}

/** Puts a room, a piece or the slate into preview. */
export function select(target: Target): void {
  selected.value = target;
  if (take.value.kind === "confirming" || take.value.kind === "failed") happened({ kind: "cancel" });
}

/** Follows committed seconds, and the clock for takes that nobody answers. Returns a function that stops it. */
export function startTakeDesk(): () => void {
  const forget = onSecond((second) => happened({ kind: "second", second }));
  const clock = setInterval(() => happened({ kind: "tick", nowMs: nowMs() }), 1000);
  return () => {
    forget();
    clearInterval(clock);
    // What was asked or chosen before the session ended must not go on air with the first key after the next sign-in.
    cancelTake();
  };
}
