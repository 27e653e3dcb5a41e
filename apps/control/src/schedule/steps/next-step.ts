import { mailSteps, noteSteps } from "../invites/invite-steps.ts";
import { saidKey } from "../events/said-key.ts";
import { inputSteps } from "../inputs/input-steps.ts";
import { writeDueMs } from "./entry-writes.ts";
import { goingLiveSteps } from "./going-live.ts";
import type { Known } from "./known.ts";
import { endOfKept, formerSteps, meetingSteps } from "./meeting-steps.ts";
import type { Idle } from "./step-driver.ts";
import { isStep, notBefore, type Asked, type Desired, type InputStep, type Step, type Wait } from "./step.ts";
import { triesOf, type Try } from "./tries.ts";
import { writeBackOf } from "./write-back-of.ts";

/**
 * The lanes that the steps of an event run in. Those of one lane run one after the other, the lanes beside each other: a show goes
 * live whatever its links, its meeting's words or its entry wait for.
 */
export const LANES = ["going-live", "links", "meeting", "input", "invites", "mail", "entry"] as const;
export type Lane = (typeof LANES)[number];

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
  const steps = [
    ...provisioning(desired, known),
    ...privateSteps(desired, known),
    ...inputLacks(desired, known),
    ...entrySteps(desired, known).filter(isStep),
  ];
  return steps.map((step) => ({ step: step.kind, tried: triesOf(known.tries, step) }));
}

/** The steps of provisioning that only people can help with. What the entry should say is none: that is made of these. Pure. */
export function faultsOf(asked: Asked, known: Known): { step: Step["kind"]; message: string }[] {
  return [...provisioning(asked, known), ...inputLacks(asked, known)].flatMap((step) => {
    const tried = triesOf(known.tries, step);
    return tried !== undefined && isFault({ step: step.kind, tried })
      ? [{ step: step.kind, message: tried.message }]
      : [];
  });
}

function provisioning(asked: Asked, known: Known): Step[] {
  return [...linkSteps(asked, known), ...meetingSteps(asked, known)].filter(isStep);
}

// What an entry does not wait for: its link is good without it.
function inputLacks(asked: Asked, known: Known): Step[] {
  return asked.input.kind === "wanted"
    ? inputSteps(asked, known).filter<InputStep>((step) => isStep(step))
    : [];
}

/** What may be done in a lane, the most urgent first. None of them waits for another one. */
function openSteps(desired: Desired, known: Known, lane: Lane): (Step | Wait)[] {
  switch (lane) {
    case "going-live":
      return goingLiveSteps(desired, known);
    case "links":
      return [...linkSteps(desired, known), ...privateSteps(desired, known)];
    case "meeting":
      return [...meetingSteps(desired, known), ...formerSteps(known), ...endOfKept(desired, known)];
    case "input":
      return inputSteps(desired, known);
    case "invites":
      return noteSteps(desired, known);
    case "mail":
      return mailSteps(desired, known);
    case "entry":
    default:
      return entrySteps(desired, known);
  }
}

function linkSteps({ presence, linksKey }: Asked, known: Known): Step[] {
  const mustRead = presence === "published" && linksKey !== known.linksKey;
  return mustRead ? [{ kind: "resolve-links", linksKey }] : [];
}

// Nothing on air needs them: that they cannot be read is no fault of the event.
function privateSteps({ presence, privateKey }: Asked, known: Known): Step[] {
  const mustRead = presence === "published" && privateKey !== undefined && privateKey !== known.privateKey;
  return mustRead ? [{ kind: "read-private", privateKey }] : [];
}

function entrySteps(desired: Desired, known: Known): (Step | Wait)[] {
  if (!desired.writesBack || desired.presence === "deleted") return [];
  // The entry still shows the link that is not known here, and is right.
  if (known.meeting?.joinUrl === "") return [];
  const before = [
    ...provisioning(desired, known),
    ...privateSteps(desired, known),
    ...noteSteps(desired, known).filter(isStep),
  ];
  const isUnderWay = before.some((step) => {
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
