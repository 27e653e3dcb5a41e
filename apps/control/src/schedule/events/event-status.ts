import type { EventNote, EventStatus } from "@nonstop/contract/events";
import { present } from "@nonstop/contract/present";
import type { Desired, Step } from "../steps/next-step.ts";
import type { EventRecord } from "./event-record.ts";
import { noteOf } from "./outlook.ts";

/** What the step table says of an event. */
export type StepTable = {
  desired(record: EventRecord, nowMs: number): Desired;
  step(record: EventRecord, nowMs: number): Step;
};

/** A step that failed so often, or has to wait for so long, is worth telling. */
const WORTH_TELLING = 3;
const WORTH_TELLING_MS = 60_000;

/** What will happen with an event and how far it is, for producers: without link, key, passcode or meeting id. */
export function eventStatus(record: EventRecord, table: StepTable, nowMs: number): EventStatus {
  const { entry, title, revision, airing, event } = record;
  const { state, problem, warnings } = table.desired(record, nowMs).outlook;
  const step = table.step(record, nowMs).kind;
  const isSettled = step === "done" || step === "wait";
  const kind = airing?.kind ?? event?.kind;
  const start = airing?.start ?? event?.start;
  const end = airing?.end ?? event?.end;
  return {
    entry,
    title,
    revision,
    state: state === "ready" && !isSettled ? "pending" : state,
    warnings,
    ...present({
      kind,
      start,
      end,
      problem: problem ?? (isSettled ? undefined : waiting(record, nowMs)),
      step: isSettled ? undefined : step,
    }),
  };
}

function waiting(record: EventRecord, nowMs: number): EventNote | undefined {
  const { attempt, dueMs, lastError } = record;
  const isSlow = attempt >= WORTH_TELLING || (dueMs ?? 0) > nowMs + WORTH_TELLING_MS;
  if (!isSlow || lastError === undefined) return undefined;
  const message = `${lastError.replace(/\.$/, "")}. Trying again.`;
  return noteOf("step-waits", { message }, record);
}
