import type { Outlook } from "@nonstop/contract/events";
import { present } from "@nonstop/contract/present";
import { inWords } from "../events/outlook.ts";
import { saidKey } from "../events/said-key.ts";
import type { WriteBack } from "../ports/management.ts";
import type { MeetingWish } from "../ports/meetings.ts";
import { writeDueMs } from "./entry-writes.ts";
import { goingLiveSteps, type GoingLiveStep, type OnAirWindow } from "./going-live.ts";
import type { Known } from "./known.ts";
import type { Idle } from "./step-driver.ts";
import { triesOf, type Try } from "./tries.ts";

/**
 * What an event asks for, now. `none`: what meeting there is goes at `fromMs`, for minds change and its link was sent. `keep`:
 * whatever meeting there is, leave it (the airing is over, or meetings are not set up). `not-yet`: it is to have one, and what that
 * needs is not known yet.
 */
export type Asked = {
  presence: "published" | "withdrawn" | "deleted";
  linksKey: string | undefined;
  meeting:
    | { kind: "wanted"; wish: MeetingWish }
    | { kind: "none"; fromMs: number }
    | { kind: "keep" | "not-yet" };
  /** When its livestream may be up; undefined when it has none. */
  window: OnAirWindow | undefined;
  nowMs: number;
};

/** What an event asks for, and what its entry shall say of it. */
export type Desired = Asked & { outlook: Outlook; writesBack: boolean };

export type Step =
  | GoingLiveStep
  | { kind: "resolve-links"; linksKey: string | undefined }
  | { kind: "create-meeting"; wish: MeetingWish }
  | { kind: "update-meeting"; wish: MeetingWish; id: string }
  | { kind: "set-livestream"; wish: MeetingWish; id: string }
  | { kind: "fetch-invitation"; id: string; meetingKey: string }
  | { kind: "delete-meeting"; id: string }
  | { kind: "delete-former"; former: string }
  | { kind: "write-back"; content: WriteBack; key: string };

/**
 * The lanes that the steps of an event run in. Those of one lane run one after the other, the lanes beside each other: a show goes
 * live whatever its links, its meeting's words or its entry wait for.
 */
export const LANES = ["going-live", "links", "meeting", "entry"] as const;
export type Lane = (typeof LANES)[number];

type Wait = Extract<Idle, { kind: "wait" }>;

/** A meeting is changed once in so long, so that many edits in a row are few calls. The first one goes at once. */
const MEETING_SPACING_MS = 30_000;
/** A step that failed is worth waiting for so many times, so that an entry is not written again and again. */
const WAITED_FOR_TRIES = 3;

/** The step table: what to do next for an event in one lane. Pure; every step may be repeated without harm. */
export function nextStep(desired: Desired, known: Known, lane: Lane): Step | Idle {
  let untilMs = Infinity;
  for (const step of openSteps(desired, known, lane)) {
    if (step.kind === "wait") {
      untilMs = Math.min(untilMs, step.untilMs);
      continue;
    }
    const tried = triesOf(known.tries, step);
    if (tried === undefined) return step;
    const { dueMs = Infinity } = tried;
    if (dueMs <= desired.nowMs) return step;
    untilMs = Math.min(untilMs, dueMs);
  }
  return untilMs === Infinity ? { kind: "done" } : { kind: "wait", untilMs };
}

/** When an event is to be looked at again, in whatever lane: `nowMs` when something is to be done; undefined when it is at rest. */
export function nextDueMs(desired: Desired, known: Known): number | undefined {
  const times = LANES.flatMap((lane) => {
    const step = nextStep(desired, known, lane);
    if (step.kind === "done") return [];
    return [step.kind === "wait" ? step.untilMs : desired.nowMs];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

/** A step of provisioning that is not done yet, with what failed of it. */
export type OpenStep = { step: Step["kind"]; tried: Try | undefined };

/** Whether only people can cure what keeps a step from being done. */
export function isFault({ tried }: OpenStep): boolean {
  return tried !== undefined && tried.dueMs === undefined;
}

/** What is not done yet for an event, going live left out: it is at work as long as its window is open. Pure. */
export function unfinished(desired: Desired, known: Known): OpenStep[] {
  const steps = [...provisioning(desired, known), ...entrySteps(desired, known).filter(isStep)];
  return steps.map((step) => ({ step: step.kind, tried: triesOf(known.tries, step) }));
}

/** The steps of provisioning that only people can help with. What the entry should say is none: that is made of these. Pure. */
export function faultsOf(asked: Asked, known: Known): { step: Step["kind"]; message: string }[] {
  return provisioning(asked, known).flatMap((step) => {
    const tried = triesOf(known.tries, step);
    return tried !== undefined && isFault({ step: step.kind, tried })
      ? [{ step: step.kind, message: tried.message }]
      : [];
  });
}

function provisioning(asked: Asked, known: Known): Step[] {
  return [...linkSteps(asked, known), ...meetingSteps(asked, known)].filter(isStep);
}

function isStep(step: Step | Wait): step is Step {
  return step.kind !== "wait";
}

function notBefore(dueMs: number, step: Step, nowMs: number): Step | Wait {
  return dueMs <= nowMs ? step : { kind: "wait", untilMs: dueMs };
}

/** What may be done in a lane, the most urgent first. None of them waits for another one. */
function openSteps(desired: Desired, known: Known, lane: Lane): (Step | Wait)[] {
  switch (lane) {
    case "going-live":
      return goingLiveSteps(desired, known);
    case "links":
      return linkSteps(desired, known);
    case "meeting":
      return [...meetingSteps(desired, known), ...formerSteps(known), ...endOfKept(desired, known)];
    case "entry":
    default:
      return entrySteps(desired, known);
  }
}

function linkSteps({ presence, linksKey }: Asked, known: Known): Step[] {
  const mustRead = presence === "published" && linksKey !== known.linksKey;
  return mustRead ? [{ kind: "resolve-links", linksKey }] : [];
}

function meetingSteps(desired: Asked, known: Known): (Step | Wait)[] {
  const { meeting } = known;
  if (desired.meeting.kind === "none")
    return meeting === undefined || desired.nowMs < desired.meeting.fromMs
      ? []
      : [{ kind: "delete-meeting", id: meeting.id }];
  if (desired.meeting.kind !== "wanted") return [];
  const { wish } = desired.meeting;
  if (meeting === undefined) return [{ kind: "create-meeting", wish }];
  const { id, meetingKey } = meeting;
  const { nowMs } = desired;
  const windowMs = desired.window?.fromMs ?? Infinity;
  // In another studio it is another meeting. The one before may have people in it, who are on air until the new one is.
  if (meeting.host !== wish.host) {
    const movableMs = Math.min((known.movedMs ?? 0) + MEETING_SPACING_MS, windowMs);
    return [notBefore(movableMs, { kind: "create-meeting", wish }, nowMs)];
  }
  const change: Step = { kind: "update-meeting", wish, id };
  const point: Step = { kind: "set-livestream", wish, id };
  const changes = meetingKey === wish.meetingKey ? [] : [change];
  const points = meeting.livestreamKey === wish.livestreamKey || isSending(desired, known) ? [] : [point];
  const isFetched = meeting.invitation?.meetingKey === meetingKey;
  const spacedMs = (meeting.changedMs ?? 0) + MEETING_SPACING_MS;
  // Where it is sent is needed to go live. It is changed first, and waits for nothing, when that is near or it was never set.
  const neededMs = meeting.livestreamKey === undefined ? 0 : windowMs;
  const spaced = (step: Step): Step | Wait =>
    notBefore(step === point ? Math.min(neededMs, spacedMs) : spacedMs, step, nowMs);
  return [
    ...(neededMs <= nowMs ? [...points, ...changes] : [...changes, ...points]).map(spaced),
    ...(isFetched ? [] : [{ kind: "fetch-invitation", id, meetingKey } as const]),
  ];
}

// Not among the steps that an entry waits for: people may stay in a former meeting for hours.
function formerSteps({ former = [] }: Known): Step[] {
  return former.map(({ id }) => ({ kind: "delete-former", former: id }));
}

function endOfKept({ meeting: wanted, nowMs }: Asked, { meeting }: Known): Wait[] {
  if (wanted.kind !== "none" || meeting === undefined || wanted.fromMs <= nowMs) return [];
  return [{ kind: "wait", untilMs: wanted.fromMs }];
}

// A show that runs is not cut off because its end was moved: its key outlives the old end.
function isSending({ window, nowMs }: Asked, { meeting, session }: Known): boolean {
  const isOpen = window !== undefined && window.fromMs <= nowMs && nowMs < window.toMs;
  if (!isOpen || meeting?.livestreamKey === undefined) return false;
  return session !== undefined && session.livestream !== "off";
}

function entrySteps(desired: Desired, known: Known): (Step | Wait)[] {
  if (!desired.writesBack || desired.presence === "deleted") return [];
  const isUnderWay = provisioning(desired, known).some((step) => {
    const tried = triesOf(known.tries, step);
    return tried === undefined || (tried.dueMs !== undefined && tried.attempt < WAITED_FOR_TRIES);
  });
  if (isUnderWay) return [];
  const content = writeBackOf(desired, known);
  const key = saidKey(content);
  if (key === known.entry?.saidKey) return [];
  const dueMs = writeDueMs(known.entry, key, desired.nowMs);
  return [notBefore(dueMs, { kind: "write-back", content, key }, desired.nowMs)];
}

/** What the entry shall say, and the meeting's links. Those of a meeting that is only kept are not shown: nobody should send them out. */
function writeBackOf({ presence, meeting: { kind }, outlook }: Desired, known: Known): WriteBack {
  const { state, problem, warnings } = outlook;
  const isWanting = known.meeting === undefined && (kind === "wanted" || kind === "not-yet");
  const meeting = presence === "published" && kind !== "none" ? known.meeting : undefined;
  return {
    provisionState: state === "ready" && isWanting ? "pending" : state,
    ...present({
      provisionError: problem && inWords(problem),
      provisionWarnings: warnings.length === 0 ? undefined : warnings.map(inWords).join("\n"),
      meetingId: meeting?.id,
      joinUrl: meeting?.joinUrl,
      passcode: meeting?.passcode,
      invitation: meeting?.invitation?.text,
    }),
  };
}
