import type { EventNote, EventStatus } from "@nonstop/contract/events";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import { isWithin } from "@nonstop/schedule/livestream-window";
import { isOverwritten } from "../steps/entry-writes.ts";
import { isFault, unfinished, type OpenStep } from "../steps/next-step.ts";
import type { EventSteps } from "../steps/event-steps.ts";
import type { EventRecord } from "./event-record.ts";
import { noteOf, stepFailed } from "./outlook.ts";
import { sentence } from "./sentence.ts";

/** A step that failed so often, or has to wait for so long, is worth telling. */
const WORTH_TELLING = 3;
const WORTH_TELLING_MS = 60_000;

/** What will happen with an event and how far it is, for producers: without link, key, passcode or meeting id. */
export function eventStatus(
  record: EventRecord,
  steps: Pick<EventSteps, "desired">,
  nowMs: number,
): EventStatus {
  const { entry, title, revision, airing, event } = record;
  const desired = steps.desired(record, nowMs);
  const { state, problem, warnings } = desired.outlook;
  const open = unfinished(desired, record.known);
  const underWay = open.find((step) => !isFault(step));
  const kind = airing?.kind ?? event?.kind;
  const start = airing?.start ?? event?.start;
  const end = airing?.end ?? event?.end;
  return {
    entry,
    title,
    revision,
    state: state === "ready" && underWay !== undefined ? "pending" : state,
    warnings,
    ...present({
      kind,
      start,
      end,
      room: airing?.room,
      rehearsal: isOn(record.rehearsal, nowMs) ? record.rehearsal : undefined,
      problem:
        problem ??
        open.flatMap((step) => troubleOf(step, record, nowMs) ?? [])[0] ??
        overwritten(record, nowMs),
      step: underWay?.step,
    }),
  };
}

// A write-back that cannot be done is told here alone: the entry cannot say it.
function troubleOf({ step, tried }: OpenStep, record: EventRecord, nowMs: number): EventNote | undefined {
  if (tried === undefined) return undefined;
  if (tried.dueMs === undefined)
    return noteOf("step-failed", stepFailed({ step, message: tried.message }), record);
  const isSlow = tried.attempt >= WORTH_TELLING || tried.dueMs > nowMs + WORTH_TELLING_MS;
  if (!isSlow) return undefined;
  return noteOf(
    "step-waits",
    {
      message: `${sentence(tried.message)} Trying again.`,
      cure: "Look at the vendor if it lasts.",
    },
    record,
  );
}

function isOn(rehearsal: EventRecord["rehearsal"], nowMs: number): boolean {
  return rehearsal !== undefined && isWithin(rehearsal, secondOf(nowMs));
}

// The entry cannot say that it is not let.
function overwritten(record: EventRecord, nowMs: number): EventNote | undefined {
  if (!isOverwritten(record.known.entry, nowMs)) return undefined;
  const message = "somebody keeps putting old words over its state and its links in the entry.";
  const cure = "Find the program that saves old versions of it. The station puts them right again tomorrow.";
  return noteOf("entry-overwritten", { message, cure }, record);
}
