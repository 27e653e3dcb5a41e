import type { Delivery } from "../../vendors/contentful/delivery.ts";
import type { Management } from "../../vendors/contentful/management.ts";
import { KEY_GRACE_SECONDS } from "./desired.ts";
import type { EventRecord } from "../events/event-record.ts";
import type { Known, KnownMeeting } from "./known.ts";
import type { MeetingWish, Step, WriteBack } from "./next-step.ts";
import { runResolveLinks } from "./run-resolve-links.ts";
import type { ZoomSettings } from "../../settings.ts";
import { signStreamKey } from "./sign-stream-key.ts";
import type { VendorAnswer } from "../ports/vendor-answer.ts";
import { standsAtStart, type Zoom } from "../../vendors/zoom/meetings.ts";
import type { ExpectedRevisions } from "../events/linked-entries.ts";

/** What the steps reach the world through. */
export type Doors = {
  delivery: Delivery | undefined;
  management: Management | undefined;
  zoom:
    | ({ client: Zoom } & Pick<ZoomSettings, "rtmpUrl" | "pageUrl" | "resolution" | "streamKeySecret">)
    | undefined;
  channel: string;
  expected: ExpectedRevisions;
  nowMs: number;
};

/** Changes the record as it is when the step has been done: webhooks may have changed it meanwhile. */
export type Apply = (record: EventRecord) => EventRecord;
export type Outcome =
  | { kind: "done"; apply: Apply }
  | { kind: "retry"; message: string; askedMs?: number; apply?: Apply }
  | { kind: "fault"; message: string; apply?: Apply };

/** A step that touches the world (`wait` and `done` do not). */
export type WorldStep = Exclude<Step, { kind: "wait" | "done" }>;

const UNCHANGED: Apply = (record) => record;
/** A meeting that is running cannot be deleted; it is tried again until the show is surely over. */
const DELETE_AGAIN_MS = 60_000;
const DELETE_TRIES = 30;
/** A meeting deleted in Zoom is made again, but not for ever. */
const MAX_VANISHED = 3;

/** Does one step. Never throws for what a vendor answers; repeating it is harmless. */
export async function runStep(step: WorldStep, record: EventRecord, doors: Doors): Promise<Outcome> {
  if (step.kind === "resolve-links") return runResolveLinks(record, doors);
  if (step.kind === "write-back") return runWriteBack(step, record, doors);
  if (doors.zoom === undefined) return { kind: "fault", message: "Zoom is not set up." };
  const { client } = doors.zoom;
  switch (step.kind) {
    case "create-meeting":
      if ((record.known.vanished ?? 0) >= MAX_VANISHED)
        return { kind: "fault", message: "The meeting vanishes from Zoom again and again." };
      return createMeeting(client, step.wish, doors.nowMs);
    case "update-meeting":
      return updateMeeting(client, step, doors.nowMs);
    case "set-livestream":
      return setLivestream(doors.zoom, step);
    case "start-livestream":
      return outcomeOf(await client.startLivestream(step.id), step.id, () => asked(doors.nowMs));
    case "fetch-invitation": {
      const { meetingKey } = step;
      return outcomeOf(await client.readInvitation(step.id), step.id, (text) =>
        changeMeeting(step.id, { invitation: { meetingKey, text } }),
      );
    }
    case "delete-meeting":
    default:
      return deleteMeeting(client, step.id, record.attempt);
  }
}

async function deleteMeeting(zoom: Zoom, id: string, attempt: number): Promise<Outcome> {
  const answer = await zoom.deleteMeeting(id);
  if (answer.kind === "gone") return { kind: "done", apply: forgetMeeting(id) };
  if (answer.kind === "refused" && attempt < DELETE_TRIES)
    return { kind: "retry", message: answer.message, askedMs: DELETE_AGAIN_MS };
  return outcomeOf(answer, id, () => forgetMeeting(id));
}

async function createMeeting(zoom: Zoom, wish: MeetingWish, nowMs: number): Promise<Outcome> {
  // To create is not idempotent: what an earlier try made, before its answer was lost, is found by its marker.
  const found = await zoom.findMeeting(wish.host, wish.marker);
  if (found.kind !== "ok") return outcomeOf(found, "", () => UNCHANGED);
  const id = found.value;
  const answer = id === undefined ? await zoom.createMeeting(wish) : await zoom.readMeeting(id);
  return outcomeOf(answer, "", (made) => {
    const asWished = id === undefined && standsAtStart(made, wish, nowMs);
    const meeting: KnownMeeting = {
      id: made.id,
      host: wish.host,
      meetingKey: asWished ? wish.meetingKey : "",
      joinUrl: made.joinUrl,
      passcode: made.passcode,
    };
    return withKnown((known) => ({ ...known, meeting }));
  });
}

async function updateMeeting(
  zoom: Zoom,
  { id, wish }: { id: string; wish: MeetingWish },
  nowMs: number,
): Promise<Outcome> {
  const changed = await zoom.updateMeeting(id, wish);
  if (changed.kind !== "ok") return outcomeOf(changed, id, () => UNCHANGED);
  const answer = await zoom.readMeeting(id);
  if (answer.kind === "ok" && !standsAtStart(answer.value, wish, nowMs))
    return { kind: "fault", message: "Zoom did not move the meeting to the new start." };
  return outcomeOf(answer, id, ({ joinUrl, passcode }) =>
    changeMeeting(id, { meetingKey: wish.meetingKey, joinUrl, passcode }),
  );
}

async function setLivestream(
  zoom: NonNullable<Doors["zoom"]>,
  { id, wish }: { id: string; wish: MeetingWish },
): Promise<Outcome> {
  const streamKey = await signStreamKey(zoom.streamKeySecret, wish.room, wish.end + KEY_GRACE_SECONDS);
  const { rtmpUrl: streamUrl, pageUrl, resolution } = zoom;
  const target = { streamUrl, streamKey, pageUrl, resolution };
  return outcomeOf(await zoom.client.pointLivestream(id, target), id, () =>
    changeMeeting(id, { livestreamKey: wish.livestreamKey }),
  );
}

async function runWriteBack(
  step: { content: WriteBack; writtenKey: string },
  record: EventRecord,
  { management }: Doors,
): Promise<Outcome> {
  if (management === undefined) return { kind: "fault", message: "Contentful is not set up." };
  const apply = withKnown((known) => ({ ...known, writtenKey: step.writtenKey }));
  const answer = await management.writeBack(record.entry, step.content);
  // An entry that was deleted or archived since needs no word from us.
  if (answer.kind === "gone" || (answer.kind === "refused" && step.content.provisionState === "cancelled"))
    return { kind: "done", apply };
  return outcomeOf(answer, "", () => apply);
}

function outcomeOf<T>(answer: VendorAnswer<T>, meeting: string, apply: (value: T) => Apply): Outcome {
  switch (answer.kind) {
    case "ok":
      return { kind: "done", apply: apply(answer.value) };
    case "retry":
      return answer;
    case "refused":
      return { kind: "fault", message: answer.message };
    case "gone":
    default:
      return meeting === ""
        ? { kind: "fault", message: "It is not there." }
        : { kind: "done", apply: vanishedMeeting(meeting) };
  }
}

function withKnown(change: (known: Known) => Known): Apply {
  return (record) => ({ ...record, known: change(record.known) });
}

function changeMeeting(id: string, change: Partial<KnownMeeting>): Apply {
  return withKnown((known) =>
    known.meeting?.id === id ? { ...known, meeting: { ...known.meeting, ...change } } : known,
  );
}

function forgetMeeting(id: string): Apply {
  return withKnown((known) => {
    const { meeting, session: _session, ...rest } = known;
    return meeting?.id === id ? rest : known;
  });
}

function vanishedMeeting(id: string): Apply {
  const count = withKnown((known) => ({ ...known, vanished: (known.vanished ?? 0) + 1 }));
  return (record) => count(forgetMeeting(id)(record));
}

function asked(nowMs: number): Apply {
  return withKnown((known) => {
    const { session } = known;
    if (session === undefined || session.livestream === "on") return known;
    return { ...known, session: { ...session, livestream: "asked", askedMs: nowMs, asks: session.asks + 1 } };
  });
}
