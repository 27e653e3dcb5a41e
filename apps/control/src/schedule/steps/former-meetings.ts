import { present } from "@nonstop/contract/present";
import type { Meetings } from "../ports/meetings.ts";
import type { Known, KnownMeeting } from "./known.ts";
import type { EventOutcome } from "./run-step.ts";

/** A meeting that people are in is looked at again so much later. */
const AGAIN_MS = 60_000;

/** What is known once an event has this meeting. One that it had in another studio is a former one from now on. */
export function withMeeting(before: Known, meeting: KnownMeeting, nowMs: number): Known {
  const { meeting: earlier, session, ...known } = withoutFormer(before, meeting.id);
  if (earlier === undefined || earlier.id === meeting.id)
    return { ...known, meeting, ...present({ session }) };
  return { ...known, meeting, movedMs: nowMs, former: [...(known.former ?? []), { id: earlier.id }] };
}

/** Deletes a former meeting once nobody is in it. Whether a vendor deletes one under its people is not to be found out on air. */
export async function deleteFormer(meetings: Meetings, id: string): Promise<EventOutcome> {
  const again = { kind: "retry", askedMs: AGAIN_MS, maxMs: AGAIN_MS } as const;
  const seen = await meetings.readMeeting(id);
  if (seen.kind === "ok" && seen.value.isGoingOn) return { ...again, message: "People are in it." };
  const answer = await meetings.deleteMeeting(id);
  if (answer.kind === "refused") return { ...again, message: answer.message };
  if (answer.kind === "retry") return answer;
  return { kind: "done", apply: (record) => ({ ...record, known: withoutFormer(record.known, id) }) };
}

function withoutFormer({ former = [], ...known }: Known, id: string): Known {
  const left = former.filter((each) => each.id !== id);
  return left.length === 0 ? known : { ...known, former: left };
}
