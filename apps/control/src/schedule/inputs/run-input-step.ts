import type { EventRecord } from "../events/event-record.ts";
import type { LiveInputs } from "../ports/live-inputs.ts";
import type { VendorAnswer } from "../ports/vendor-answer.ts";
import { withKnown, type ApplyEvent, type EventOutcome } from "../steps/event-outcome.ts";
import { afterStop, START_AGAIN_MS, type OnAirWindow } from "../steps/going-live.ts";
import type { Known, KnownInput } from "../steps/known.ts";
import type { InputStep } from "../steps/step.ts";
import { triesOf } from "../steps/tries.ts";

/** Half a day: a token that is found somewhere is worth little by then. The vendor gives one for a day at most. */
const TOKEN_SECONDS = 12 * 3600;
/** So long after the window's end somebody may still read what came last. */
const TOKEN_AFTER_SECONDS = 600;
/** So long before its window nothing that an input lacks is left to people and the hour. */
const NEAR_MS = 3600_000;
const DELETE_AGAIN_MS = 60_000;
const DELETE_TRIES = 30;

export type InputDoors = {
  inputs: LiveInputs;
  /** Stops the livestream of the event's meeting, as well as that can be done. */
  stopLivestream: () => Promise<unknown>;
  window: OnAirWindow | undefined;
  nowMs: number;
};

/** Does a step of a live input. Repeating it is harmless. */
export async function runInputStep(
  step: InputStep,
  record: EventRecord,
  doors: InputDoors,
): Promise<EventOutcome> {
  switch (step.kind) {
    case "create-input":
      return createInput(step, doors);
    case "rotate-key":
      return rotateKey(step, record, doors);
    case "make-token":
      return makeToken(step, doors);
    case "look-at-input":
      return lookAt(step, doors);
    case "delete-input":
    default:
      return deleteInput(step, record, doors);
  }
}

async function createInput(
  { wish }: Extract<InputStep, { kind: "create-input" }>,
  doors: InputDoors,
): Promise<EventOutcome> {
  // What an earlier try made, before its answer was lost, is found by its mark.
  const found = await doors.inputs.findInput(wish);
  if (found.kind !== "ok") return outcomeOf(found, "", doors, () => (record) => record);
  const answer =
    found.value === undefined
      ? await doors.inputs.createInput(wish)
      : ({ kind: "ok", value: found.value } as const);
  // The same request made one that was deleted since.
  if (answer.kind === "gone") return { kind: "done", apply: withKnown(withoutInput) };
  return outcomeOf(answer, "", doors, ({ id, playback }) =>
    withKnown((known) => ({ ...known, input: known.input ?? { id, playback, rotations: 0 } })),
  );
}

// Whoever sends with the old key is put out, our own meeting too: it is stopped, pointed anew and started.
async function rotateKey(
  step: Extract<InputStep, { kind: "rotate-key" }>,
  { known: { session } }: EventRecord,
  doors: InputDoors,
): Promise<EventOutcome> {
  if (session !== undefined && session.livestream !== "off") await doors.stopLivestream();
  return outcomeOf(await doors.inputs.rotateKey(step.input), step.input, doors, () =>
    ofInput(step.input, (known, input) => {
      const { givenTo: _givenTo, isKeyUnwanted: _isKeyUnwanted, ...rest } = input;
      const unpointed = withoutTarget(afterStop(known, doors.nowMs));
      return { ...unpointed, input: { ...rest, rotations: step.rotations + 1 } };
    }),
  );
}

// Going live waits until it is pointed anew.
function withoutTarget(known: Known): Known {
  if (known.meeting === undefined) return known;
  const { livestreamKey: _livestreamKey, ...meeting } = known.meeting;
  return { ...known, meeting };
}

async function makeToken(
  { input: id, until }: Extract<InputStep, { kind: "make-token" }>,
  doors: InputDoors,
): Promise<EventOutcome> {
  const expires = Math.min(until + TOKEN_AFTER_SECONDS, Math.floor(doors.nowMs / 1000) + TOKEN_SECONDS);
  return outcomeOf(await doors.inputs.makeToken(id, expires), id, doors, (value) =>
    ofInput(id, (known, input) => ({ ...known, input: { ...input, token: { value, expires } } })),
  );
}

async function lookAt(
  { input: id }: Extract<InputStep, { kind: "look-at-input" }>,
  doors: InputDoors,
): Promise<EventOutcome> {
  return outcomeOf(await doors.inputs.readTarget(id), id, doors, () =>
    ofInput(id, (known, input) => ({ ...known, input: { ...input, lookedMs: doors.nowMs } })),
  );
}

async function deleteInput(
  step: Extract<InputStep, { kind: "delete-input" }>,
  { known }: EventRecord,
  { inputs }: InputDoors,
): Promise<EventOutcome> {
  const answer = await inputs.deleteInput(step.input);
  if (answer.kind === "retry") return answer;
  // A recording that is still being made cannot be deleted. What stays at last is found by the hourly round.
  const isTriedAgain = (triesOf(known.tries, step)?.attempt ?? 0) < DELETE_TRIES;
  if (answer.kind === "refused" && isTriedAgain)
    return { kind: "retry", message: answer.message, askedMs: DELETE_AGAIN_MS };
  return { kind: "done", apply: forgetInput(step.input) };
}

/** The record without this live input, which is no more. */
export function forgetInput(id: string): ApplyEvent {
  return ofInput(id, withoutInput);
}

function withoutInput({ input: _input, ...known }: Known): Known {
  return { ...known, inputsGone: (known.inputsGone ?? 0) + 1 };
}

function ofInput(id: string, change: (known: Known, input: KnownInput) => Known): ApplyEvent {
  return withKnown((known) => (known.input?.id === id ? change(known, known.input) : known));
}

// What is refused near the show is asked for again every minute: a scope or a limit may be cured meanwhile.
function outcomeOf<T>(
  answer: VendorAnswer<T>,
  input: string,
  { window, nowMs }: InputDoors,
  apply: (value: T) => ApplyEvent,
): EventOutcome {
  const isNear = window !== undefined && nowMs >= window.fromMs - NEAR_MS;
  switch (answer.kind) {
    case "ok":
      return { kind: "done", apply: apply(answer.value) };
    case "retry":
      return isNear ? { ...answer, maxMs: START_AGAIN_MS } : answer;
    case "refused": {
      const { message } = answer;
      return isNear ? { kind: "retry", message, maxMs: START_AGAIN_MS } : { kind: "fault", message };
    }
    case "gone":
    default:
      return input === ""
        ? { kind: "retry", message: "It is not there." }
        : { kind: "done", apply: forgetInput(input) };
  }
}
