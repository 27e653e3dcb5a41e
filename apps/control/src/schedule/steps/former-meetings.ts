import { present } from "@nonstop/contract/present";
import type { Meetings } from "../ports/meetings.ts";
import type { Known, KnownMeeting } from "./known.ts";
import { withKnown, type EventOutcome } from "./event-outcome.ts";

/** A meeting that people are in is looked at again so much later. */
const AGAIN_MS = 60_000;
/** A livestream that was asked for sends after so long, also when nobody tells. */
const TAKING_OVER_MS = 10_000;
const MAX_HAD = 6;

/** What is known once an event has this meeting. One that it had in another studio is a former one from now on. */
export function withMeeting(before: Known, meeting: KnownMeeting, nowMs: number): Known {
  const { meeting: earlier, session, ...rest } = withoutFormer(before, meeting.id);
  const known = { ...rest, had: hadWith(before, meeting.id) };
  if (earlier === undefined || earlier.id === meeting.id)
    return { ...known, meeting, ...present({ session }) };
  // What was seen of the earlier one says nothing of this one.
  const { lookedMs: _lookedMs, ...unseen } = known;
  return { ...unseen, meeting, movedMs: nowMs, former: [...(known.former ?? []), { id: earlier.id }] };
}

function hadWith({ had = [] }: Known, id: string): string[] {
  return [...had.filter((each) => each !== id), id].slice(-MAX_HAD);
}

/** What is known with one more former meeting, if there is one. */
export function withFormer(known: Known, id: string | undefined): Known {
  const { former = [] } = known;
  return id === undefined || former.some((each) => each.id === id)
    ? known
    : { ...known, former: [...former, { id }] };
}

/**
 * When the livestreams of former meetings are to be stopped (epoch ms); undefined while one of them may be what is on air. Two that
 * send into one room would push each other out for as long as people are in both. Pure.
 */
export function formerStopMs({ isOpen }: { isOpen: boolean }, { session }: Known): number | undefined {
  if (!isOpen || session?.livestream === "on") return 0;
  if (session?.livestream !== "asked") return undefined;
  return (session.askedMs ?? 0) + TAKING_OVER_MS;
}

/** What is known once a former meeting sends no more. */
export function withoutLivestream(known: Known, id: string): Known {
  const former = known.former?.map((each) => (each.id === id ? { ...each, isStopped: true as const } : each));
  return { ...known, ...present({ former }) };
}

/** Deletes a former meeting once nobody is in it. Whether a vendor deletes one under its people is not to be found out on air. */
export async function deleteFormer(meetings: Meetings, id: string): Promise<EventOutcome> {
  const again = { kind: "retry", askedMs: AGAIN_MS, maxMs: AGAIN_MS } as const;
  const seen = await meetings.readMeeting(id);
  if (seen.kind === "ok" && seen.value.isGoingOn) return { ...again, message: "People are in it." };
  if (seen.kind === "refused") return { ...again, message: seen.message };
  if (seen.kind === "retry") return seen;
  const answer = await meetings.deleteMeeting(id);
  if (answer.kind === "refused") return { ...again, message: answer.message };
  if (answer.kind === "retry") return answer;
  return { kind: "done", apply: withKnown((known) => withoutFormer(known, id)) };
}

function withoutFormer({ former = [], ...known }: Known, id: string): Known {
  const left = former.filter((each) => each.id !== id);
  return left.length === 0 ? known : { ...known, former: left };
}
