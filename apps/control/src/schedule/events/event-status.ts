import type { EventStatus } from "@nonstop/contract/events";
import type { EventRecord } from "./event-record.ts";
import { problemOf, type Desired, type Step } from "../steps/next-step.ts";
import { present } from "@nonstop/contract/present";

/** What the step table says of an event. */
export type StepTable = {
  desired(record: EventRecord, nowMs: number): Desired;
  step(record: EventRecord, nowMs: number): Step;
};

/** How far each event is, for producers: without link, key, passcode or meeting id. */
export function eventStatuses(
  records: readonly EventRecord[],
  table: StepTable,
  nowMs: number,
): EventStatus[] {
  return records.map((record) => eventStatus(record, table, nowMs));
}

/** A step that failed so often, or has to wait for so long, is worth telling. */
const WORTH_TELLING = 3;
const WORTH_TELLING_MS = 60_000;

function eventStatus(record: EventRecord, table: StepTable, nowMs: number): EventStatus {
  const { entry, title, revision, airing, event } = record;
  const wrong = problemOf(table.desired(record, nowMs), record.known);
  const step = table.step(record, nowMs).kind;
  const isSettled = step === "done" || step === "wait";
  const isSlow = record.attempt >= WORTH_TELLING || (record.dueMs ?? 0) > nowMs + WORTH_TELLING_MS;
  const slow = isSlow && !isSettled ? record.lastError : undefined;
  const problem =
    wrong ?? (slow === undefined ? undefined : { message: `${slow.replace(/\.$/, "")}. Trying again.` });
  const kind = airing?.kind ?? event?.kind;
  const start = airing?.start ?? event?.start;
  const end = airing?.end ?? event?.end;
  const state = stateOf({ record, failed: wrong !== undefined, isSettled });
  return {
    entry,
    title,
    revision,
    state,
    ...present({ kind, start, end, problem, step: isSettled ? undefined : step }),
  };
}

function stateOf(o: { record: EventRecord; failed: boolean; isSettled: boolean }): EventStatus["state"] {
  if (o.record.presence !== "published") return "cancelled";
  if (o.failed) return "failed";
  return o.isSettled ? "ready" : "pending";
}
