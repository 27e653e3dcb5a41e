import { isOpen } from "./going-live.ts";
import { isKeyDue } from "../inputs/input-steps.ts";
import type { Known } from "./known.ts";
import { changeDueMs, neededChangeDueMs } from "./meeting-spacing.ts";
import { notBefore, type Asked, type Step, type Wait } from "./step.ts";

/** What an event's meeting lacks, the most urgent first. None of them waits for another one. Pure. */
export function meetingSteps(desired: Asked, known: Known): (Step | Wait)[] {
  const { meeting, maybeMade } = known;
  if (desired.meeting.kind === "none") {
    if (desired.nowMs < desired.meeting.fromMs) return [];
    return [
      ...(meeting === undefined ? [] : [{ kind: "delete-meeting", id: meeting.id } as const]),
      // It was withdrawn before anybody knew whether its meeting was made.
      ...(maybeMade === undefined ? [] : [{ kind: "delete-lost", lost: maybeMade } as const]),
    ];
  }
  if (desired.meeting.kind !== "wanted") return [];
  const { wish } = desired.meeting;
  if (meeting === undefined) return [{ kind: "create-meeting", wish }];
  const { id, meetingKey } = meeting;
  const { nowMs } = desired;
  const windowMs = desired.window?.fromMs ?? Infinity;
  // In another studio it is another meeting. The one before may have people in it, who are on air until the new one is.
  if (meeting.host !== wish.host) {
    const movableMs = changeDueMs({ changedMs: known.movedMs });
    return [notBefore(movableMs, { kind: "create-meeting", wish }, nowMs)];
  }
  const change: Step = { kind: "update-meeting", wish, id };
  const point: Step = { kind: "set-livestream", wish, id };
  const changes = meetingKey === wish.meetingKey ? [] : [change];
  const points = isPointed(desired, known, wish.livestreamKey) ? [] : [point];
  const isFetched = meeting.invitation?.meetingKey === meetingKey;
  // Where it is sent is needed to go live. It is changed first, and sooner, when that is near; at once when it was never set.
  const neededMs = meeting.livestreamKey === undefined ? 0 : windowMs;
  const pointableMs = meeting.livestreamKey === undefined ? 0 : neededChangeDueMs(meeting);
  const dueMs = changeDueMs(meeting);
  const spaced = (step: Step): Step | Wait =>
    notBefore(step === point ? Math.min(dueMs, Math.max(neededMs, pointableMs)) : dueMs, step, nowMs);
  // An archive keeps no links: those of a meeting that came back are read where it stands.
  const reads: Step[] = meeting.joinUrl === "" ? [{ kind: "read-meeting", id }] : [];
  return [
    ...reads,
    ...(neededMs <= nowMs ? [...points, ...changes] : [...changes, ...points]).map(spaced),
    ...(isFetched ? [] : [{ kind: "fetch-invitation", id, meetingKey } as const]),
  ];
}

/** Meetings before the present one, to be deleted. No entry waits for that: people may stay in them for hours. Pure. */
export function formerSteps({ former = [] }: Known): Step[] {
  return former.map(({ id }) => ({ kind: "delete-former", former: id }));
}

/** When a meeting that is only kept is to go. Pure. */
export function endOfKept({ meeting: wanted, nowMs }: Asked, { meeting, maybeMade }: Known): Wait[] {
  if (wanted.kind !== "none" || wanted.fromMs <= nowMs) return [];
  if (meeting === undefined && maybeMade === undefined) return [];
  return [{ kind: "wait", untilMs: wanted.fromMs }];
}

// There is nothing to point it at yet, or what there is is about to get another key.
function isPointed(desired: Asked, known: Known, livestreamKey: string): boolean {
  if (livestreamKey === "" || known.meeting?.livestreamKey === livestreamKey) return true;
  if (isKeyDue(desired, known) && known.tries?.["rotate-key"] === undefined) return true;
  return isSending(desired, known);
}

// A show that runs is not cut off because its end was moved: its key outlives the old end.
function isSending({ window, nowMs }: Asked, { meeting, session }: Known): boolean {
  if (!isOpen(window, nowMs) || meeting?.livestreamKey === undefined) return false;
  return session !== undefined && session.livestream !== "off";
}
