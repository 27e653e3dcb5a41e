import type { Outlook } from "@nonstop/contract/events";
import { present } from "@nonstop/contract/present";
import { inWords } from "../events/outlook.ts";
import type { WriteBack } from "../ports/management.ts";
import type { MeetingWish } from "../ports/meetings.ts";
import type { Known } from "./known.ts";

/**
 * What an event asks for, now. `none`: what meeting there is goes at `fromMs`, for minds change and its link was sent. `keep`:
 * whatever meeting there is, leave it (the airing is over, or meetings are not set up).
 */
export type Desired = {
  presence: "published" | "withdrawn" | "deleted";
  linksKey: string | undefined;
  meeting: { kind: "wanted"; wish: MeetingWish } | { kind: "none"; fromMs: number } | { kind: "keep" };
  /** What the entry shall say of it. */
  outlook: Outlook;
  writesBack: boolean;
  nowMs: number;
};

export type Step =
  | { kind: "resolve-links" }
  | { kind: "create-meeting"; wish: MeetingWish }
  | { kind: "update-meeting"; wish: MeetingWish; id: string }
  | { kind: "set-livestream"; wish: MeetingWish; id: string }
  | { kind: "start-livestream"; id: string }
  | { kind: "fetch-invitation"; id: string; meetingKey: string }
  | { kind: "delete-meeting"; id: string }
  | { kind: "write-back"; content: WriteBack; writtenKey: string }
  | { kind: "wait"; untilMs: number }
  | { kind: "done" };

/** A vendor says "accepted" long before "on air". When we hear nothing for so long, we ask again. */
export const LIVESTREAM_ANSWER_MS = 45_000;
/** Asks per session: a livestream that ends so often has a cause that asking does not cure. */
export const MAX_LIVESTREAM_ASKS = 8;

/** The step table: what to do next for an event. Pure; every step may be repeated without harm. */
export function nextStep(desired: Desired, known: Known): Step {
  const broken = known.fault?.step;
  if (broken === undefined) {
    const step = provisioningStep(desired, known);
    if (step !== undefined) return step;
  }
  return broken === "write-back"
    ? { kind: "done" }
    : (writeBackStep(desired, known) ?? waitStep(desired, known));
}

function provisioningStep(desired: Desired, known: Known): Step | undefined {
  if (desired.presence === "published" && desired.linksKey !== known.linksKey)
    return { kind: "resolve-links" };
  const { meeting } = known;
  if (desired.meeting.kind === "keep") return undefined;
  if (desired.meeting.kind === "none")
    return meeting === undefined || desired.nowMs < desired.meeting.fromMs
      ? undefined
      : { kind: "delete-meeting", id: meeting.id };
  const { wish } = desired.meeting;
  if (meeting === undefined) return { kind: "create-meeting", wish };
  const { id } = meeting;
  if (meeting.host !== wish.host) return { kind: "delete-meeting", id };
  if (meeting.livestreamKey !== wish.livestreamKey && !isSending(known))
    return { kind: "set-livestream", wish, id };
  if (mayAsk(known, desired.nowMs)) return { kind: "start-livestream", id };
  if (meeting.meetingKey !== wish.meetingKey) return { kind: "update-meeting", wish, id };
  if (meeting.invitation?.meetingKey !== wish.meetingKey)
    return { kind: "fetch-invitation", id, meetingKey: wish.meetingKey };
  return undefined;
}

// A show that runs is not cut off because its end was moved: its key outlives the old end by hours.
function isSending({ meeting, session }: Known): boolean {
  return meeting?.livestreamKey !== undefined && session !== undefined && session.livestream !== "off";
}

function mayAsk({ session }: Known, nowMs: number): boolean {
  if (session === undefined || session.asks >= MAX_LIVESTREAM_ASKS) return false;
  if (session.livestream === "off") return true;
  return session.livestream === "asked" && nowMs >= (session.askedMs ?? 0) + LIVESTREAM_ANSWER_MS;
}

function writeBackStep(desired: Desired, known: Known): Step | undefined {
  if (!desired.writesBack || desired.presence === "deleted") return undefined;
  const content = writeBackOf(desired, known);
  const writtenKey = JSON.stringify(content);
  return writtenKey === known.writtenKey ? undefined : { kind: "write-back", content, writtenKey };
}

function waitStep(desired: Desired, { session, meeting, fault }: Known): Step {
  if (desired.meeting.kind === "none" && meeting !== undefined && fault === undefined)
    return { kind: "wait", untilMs: desired.meeting.fromMs };
  const mayAskAgain = session?.livestream === "asked" && session.asks < MAX_LIVESTREAM_ASKS;
  if (!mayAskAgain || meeting === undefined || fault !== undefined || desired.meeting.kind !== "wanted")
    return { kind: "done" };
  return { kind: "wait", untilMs: (session.askedMs ?? 0) + LIVESTREAM_ANSWER_MS };
}

/** What the entry shall say, and the meeting's links. Those of a meeting that is only kept are not shown: nobody should send them out. */
function writeBackOf({ presence, meeting: wanted, outlook }: Desired, known: Known): WriteBack {
  const { state, problem, warnings } = outlook;
  const meeting = presence === "published" && wanted.kind !== "none" ? known.meeting : undefined;
  return {
    provisionState: state,
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
