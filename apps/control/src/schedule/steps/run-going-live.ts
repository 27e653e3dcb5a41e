import { present } from "@nonstop/contract/present";
import { withoutLivestream } from "./former-meetings.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { Meetings } from "../ports/meetings.ts";
import {
  afterLook,
  afterStart,
  afterStop,
  LOOK_MS,
  START_AGAIN_MS,
  type GoingLiveStep,
} from "./going-live.ts";
import type { Known } from "./known.ts";
import { vanishedMeeting, withKnown, type ApplyEvent, type EventOutcome } from "./event-outcome.ts";
import type { Doors } from "./run-step.ts";
import { triesOf } from "./tries.ts";

const STOP_TRIES = 10;

type LiveDoors = Pick<Doors, "isReceived" | "nowMs"> & { client: Meetings };

/**
 * Does a step of going live. None ever fails for good: while the window is open, trying does not end, and what is refused is told
 * as a warning.
 */
export async function runGoingLive(
  step: GoingLiveStep,
  record: EventRecord,
  doors: LiveDoors,
): Promise<EventOutcome> {
  if (step.kind === "look-at-meeting") return lookAt(step, doors);
  return step.kind === "start-livestream" ? start(step, record, doors) : stop(step, record, doors);
}

async function lookAt(
  { id, room }: Extract<GoingLiveStep, { kind: "look-at-meeting" }>,
  { client, isReceived, nowMs: atMs }: LiveDoors,
): Promise<EventOutcome> {
  const [answer, received] = await Promise.all([client.readMeeting(id), isReceived(room)]);
  if (answer.kind === "gone") return { kind: "done", apply: vanishedMeeting(id) };
  if (answer.kind !== "ok") return { ...retry(answer), maxMs: LOOK_MS };
  const { isGoingOn } = answer.value;
  const apply = ofMeeting(id, (known) => {
    // The picture in the room may still be that of the meeting before.
    const isOwn = known.former?.every(({ isStopped }) => isStopped === true) ?? true;
    const isReceived = isOwn ? received : undefined;
    return afterLook(known, { isGoingOn, isReceived, atMs });
  });
  return { kind: "done", apply };
}

async function start(
  { id, look }: Extract<GoingLiveStep, { kind: "start-livestream" }>,
  { known }: EventRecord,
  { client, nowMs }: LiveDoors,
): Promise<EventOutcome> {
  const answer = await client.startLivestream(id, look);
  if (answer.kind === "gone") return { kind: "done", apply: vanishedMeeting(id) };
  // What was accepted before may be refused as a second start. The picture, or the vendor's word, tells whether it is on.
  const isAgain = answer.kind === "refused" && (known.session?.asks ?? 0) > 0;
  if (answer.kind !== "ok" && !isAgain) return { ...retry(answer), maxMs: START_AGAIN_MS };
  return { kind: "done", apply: ofMeeting(id, (fresh) => afterStart(fresh, nowMs)) };
}

// One that is refused was not on. One that cannot be stopped ends with its meeting, and ingest lets nobody into a closed room.
async function stop(
  step: Extract<GoingLiveStep, { kind: "stop-livestream" | "stop-former" }>,
  { known }: EventRecord,
  { client, nowMs }: LiveDoors,
): Promise<EventOutcome> {
  const id = step.kind === "stop-former" ? step.former : step.id;
  const answer = await client.stopLivestream(id);
  const isTriedAgain = (triesOf(known.tries, step)?.attempt ?? 0) < STOP_TRIES;
  if (answer.kind === "retry" && isTriedAgain) return { ...retry(answer), maxMs: START_AGAIN_MS };
  if (step.kind === "stop-former")
    return {
      kind: "done",
      apply: withKnown((known) => withoutLivestream(known, id)),
    };
  if (answer.kind === "gone") return { kind: "done", apply: vanishedMeeting(id) };
  return { kind: "done", apply: ofMeeting(id, (fresh) => afterStop(fresh, nowMs)) };
}

function retry(answer: { kind: "retry" | "refused"; message: string; askedMs?: number }) {
  const { message, askedMs } = answer;
  return { kind: "retry" as const, message, ...present({ askedMs }) };
}

// Another meeting may have taken its place meanwhile.
function ofMeeting(id: string, change: (known: Known) => Known): ApplyEvent {
  return withKnown((known) => (known.meeting?.id === id ? change(known) : known));
}
