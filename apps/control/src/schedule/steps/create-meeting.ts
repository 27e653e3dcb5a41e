import { present } from "@nonstop/contract/present";
import type { EventRecord } from "../events/event-record.ts";
import type { MadeMeeting, Meeting, Meetings, MeetingMarker, MeetingWish } from "../ports/meetings.ts";
import type { VendorAnswer } from "../ports/vendor-answer.ts";
import { withFormer, withMeeting } from "./former-meetings.ts";
import type { Known, KnownMeeting } from "./known.ts";
import { outcomeOf, withKnown, type EventOutcome } from "./event-outcome.ts";
import type { LostMeeting } from "./step.ts";

/** Makes the meeting of an event, or finds the one that was made. */
export async function createMeeting(
  meetings: Meetings,
  wish: MeetingWish,
  { known: before }: EventRecord,
  nowMs: number,
): Promise<EventOutcome> {
  // To create is not idempotent: what an earlier try made, before its answer was lost, is found by its marker.
  const found = await meetings.findMeeting(wish);
  if (found.kind !== "ok") return outcomeOf(found, "", () => (record) => record);
  const lost = await lostMeeting(meetings, wish, before);
  if (lost.kind === "retry") return lost;
  const isUsable = found.value === undefined && before.maybeMade?.host === wish.host;
  const id = isUsable ? lost.id : found.value;
  const left = lost.id === id ? undefined : lost.id;
  const answer: VendorAnswer<Meeting & Partial<MadeMeeting>> =
    id === undefined ? await meetings.createMeeting(wish) : await meetings.readMeeting(id);
  if (answer.kind === "retry") {
    const { host, topic, start } = wish;
    const maybeMade = { host, topic, start };
    return { ...answer, apply: withKnown((known) => ({ ...withFormer(known, left), maybeMade })) };
  }
  return outcomeOf(answer, "", (made) => {
    const asWished = id === undefined && standsAtStart(made, wish, nowMs);
    const meeting: KnownMeeting = {
      id: made.id,
      host: wish.host,
      wishedHost: wish.wishedHost,
      meetingKey: asWished ? wish.meetingKey : "",
      joinUrl: made.joinUrl,
      passcode: made.passcode,
      ...(made.leftOut === undefined || made.leftOut.length === 0 ? {} : { leftOut: made.leftOut }),
      ...present({ dialIn: made.dialIn }),
    };
    return withKnown(({ maybeMade: _maybeMade, ...known }) =>
      withMeeting(withFormer(known, left), meeting, nowMs),
    );
  });
}

/** True when a meeting stands at the wished second. Vendors silently take "now" for a start they do not like. */
export function standsAtStart(meeting: Meeting, wish: MeetingWish, nowMs: number): boolean {
  if (wish.start * 1000 <= nowMs + 60_000) return true;
  return meeting.start === undefined || meeting.start === wish.start;
}

/** Deletes a meeting that was asked for and that nobody wants any more, if it was made. */
export async function deleteLost(
  meetings: Meetings,
  lost: LostMeeting,
  marker: MeetingMarker,
): Promise<EventOutcome> {
  const found = await meetings.findMeeting({ ...lost, marker });
  if (found.kind !== "ok") return outcomeOf(found, "", () => (record) => record);
  const apply = withKnown(({ maybeMade: _maybeMade, ...known }) => known);
  if (found.value === undefined) return { kind: "done", apply };
  const answer = await meetings.deleteMeeting(found.value);
  return answer.kind === "gone" ? { kind: "done", apply } : outcomeOf(answer, "", () => apply);
}

// What was asked for before, when that was something else: in another studio, or with another title at another time.
async function lostMeeting(
  meetings: Meetings,
  wish: MeetingWish,
  { maybeMade, meeting }: Known,
): Promise<{ kind: "known"; id: string | undefined } | Extract<VendorAnswer<unknown>, { kind: "retry" }>> {
  if (maybeMade === undefined) return { kind: "known", id: undefined };
  const answer = await meetings.findMeeting({ ...wish, ...maybeMade });
  if (answer.kind === "retry") return answer;
  const id = answer.kind === "ok" ? answer.value : undefined;
  return { kind: "known", id: id === meeting?.id ? undefined : id };
}
