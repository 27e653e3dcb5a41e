import type { LivestreamMargins } from "@nonstop/schedule/livestream-window";
import type { LiveSource } from "@nonstop/contract/live-input";
import { present } from "@nonstop/contract/present";
import type { EventRecord } from "../events/event-record.ts";
import type { ExpectedRevisions } from "../events/linked-entries.ts";
import type { WriteBack } from "../ports/management.ts";
import type { LivestreamTarget, MeetingMarker, Meetings, MeetingWish } from "../ports/meetings.ts";
import { notSetUp, type Vendors } from "../ports/vendors.ts";
import { afterWrite } from "./entry-writes.ts";
import { createMeeting, deleteLost, standsAtStart } from "./create-meeting.ts";
import {
  changeMeeting,
  forgetMeeting,
  outcomeOf,
  withKnown,
  type ApplyEvent,
  type EventOutcome,
} from "./event-outcome.ts";
import { deleteFormer } from "./former-meetings.ts";
import { afterChange } from "./meeting-spacing.ts";
import { inWords } from "../events/outlook.ts";
import { forgetInput, runInputStep } from "../inputs/run-input-step.ts";
import type { InputTarget } from "../ports/live-inputs.ts";
import type { VendorAnswer } from "../ports/vendor-answer.ts";
import type { Picture } from "../ports/picture.ts";
import type { Shows } from "../shows/show.ts";
import { onAirWindow } from "./on-air-window.ts";
import { isInputStep, type Step } from "./step.ts";
import type { InviteStation } from "../invites/invite-station.ts";
import { runMail } from "../invites/run-mail.ts";
import { runNoteInvites } from "../invites/run-note-invites.ts";
import { runGoingLive } from "./run-going-live.ts";
import { runReadPrivate } from "./run-read-private.ts";
import { runResolveLinks } from "./run-resolve-links.ts";
import { signStreamKey, streamKeyNonce } from "./sign-stream-key.ts";
import { triesOf } from "./tries.ts";

/** What the steps reach the world through. */
export type Doors = {
  vendors: Pick<Vendors, "content" | "meetings" | "liveInputs" | "mail">;
  /** What feeds the rooms of airings with meetings. */
  liveSource: LiveSource;
  margins: LivestreamMargins;
  /** The station as invites name it. */
  invites: InviteStation;
  /** This run of the object: another begins when it is started anew. */
  run: string;
  /** What a meeting's livestream is pointed at; each is given a key of its own. */
  livestream: Omit<LivestreamTarget, "streamKey"> & { keySecret: string };
  channel: string;
  /** Whose the meetings are. */
  owner: Omit<MeetingMarker, "entry">;
  /** Whether a room's picture arrives here; undefined when nobody knows. */
  isReceived(room: string): Promise<boolean | undefined>;
  /** The slug of an entry's airing, which no other has, by the slug that it would like. */
  claimAddress(entry: string, wish: string): string;
  /** The show that is published as an entry. */
  show: Shows;
  /** The picture of an id. */
  picture(id: string): Picture | undefined;
  expected: ExpectedRevisions;
  nowMs: number;
};

const UNCHANGED: ApplyEvent = (record) => record;
/** A meeting that is running cannot be deleted; it is tried again until the show is surely over. */
const DELETE_AGAIN_MS = 60_000;
const DELETE_TRIES = 30;
/** A meeting that somebody deleted is made again, but not for ever. */
const MAX_VANISHED = 3;

/** Does one step. Never throws for what a vendor answers; repeating it is harmless. */
export async function runStep(step: Step, record: EventRecord, doors: Doors): Promise<EventOutcome> {
  const attempt = triesOf(record.known.tries, step)?.attempt ?? 0;
  if (step.kind === "resolve-links") return runResolveLinks(record, doors, attempt);
  if (step.kind === "read-private") return runReadPrivate(record, doors);
  if (step.kind === "note-invites") return runNoteInvites(step, record, doors);
  if (step.kind === "begin-mail" || step.kind === "send-mail")
    return runMail(step, record, { ...doors, mail: doors.vendors.mail, station: doors.invites });
  if (step.kind === "write-back") return runWriteBack(step, record, doors);
  const { meetings, liveInputs } = doors.vendors;
  if (meetings.kind === "unset") return unset(meetings);
  const { client } = meetings;
  if (isInputStep(step)) {
    if (liveInputs.kind === "unset") return unset(liveInputs);
    const { meeting } = record.known;
    return runInputStep(step, record, {
      inputs: liveInputs.client,
      stopLivestream: async () => (meeting === undefined ? undefined : client.stopLivestream(meeting.id)),
      window: onAirWindow(record, doors.margins, doors.nowMs),
      nowMs: doors.nowMs,
    });
  }
  switch (step.kind) {
    case "create-meeting":
      if ((record.known.vanished ?? 0) >= MAX_VANISHED)
        return { kind: "fault", message: `The meeting vanishes from ${meetings.name} again and again.` };
      return createMeeting(client, step.wish, record, doors.nowMs);
    case "read-meeting":
      return readMeeting(client, step.id);
    case "update-meeting":
      return updateMeeting({ name: meetings.name, client }, step, doors.nowMs);
    case "set-livestream":
      return setLivestream(client, step, doors);
    case "look-at-meeting":
    case "start-livestream":
    case "stop-livestream":
    case "stop-former":
      return runGoingLive(step, record, { ...doors, client });
    case "fetch-invitation": {
      const { meetingKey } = step;
      return outcomeOf(await client.readInvitation(step.id), step.id, (text) =>
        changeMeeting(step.id, () => ({ invitation: { meetingKey, text } })),
      );
    }
    case "delete-lost":
      return deleteLost(client, step.lost, { ...doors.owner, entry: record.entry });
    case "delete-former":
      return deleteFormer(client, step.former);
    case "delete-meeting":
    default:
      return deleteMeeting(client, step.id, attempt);
  }
}

async function deleteMeeting(meetings: Meetings, id: string, attempt: number): Promise<EventOutcome> {
  const answer = await meetings.deleteMeeting(id);
  if (answer.kind === "refused" && attempt < DELETE_TRIES)
    return { kind: "retry", message: answer.message, askedMs: DELETE_AGAIN_MS };
  const apply = forgetMeeting(id);
  return answer.kind === "gone" ? { kind: "done", apply } : outcomeOf(answer, id, () => apply);
}

async function readMeeting(meetings: Meetings, id: string): Promise<EventOutcome> {
  return outcomeOf(await meetings.readMeeting(id), id, ({ joinUrl, passcode }) =>
    changeMeeting(id, () => ({ joinUrl, passcode })),
  );
}

async function updateMeeting(
  { name, client }: { name: string; client: Meetings },
  { id, wish }: { id: string; wish: MeetingWish },
  nowMs: number,
): Promise<EventOutcome> {
  const changed = await client.updateMeeting(id, wish);
  if (changed.kind !== "ok") return outcomeOf(changed, id, () => UNCHANGED);
  const answer = await client.readMeeting(id);
  if (answer.kind === "ok" && !standsAtStart(answer.value, wish, nowMs))
    return { kind: "fault", message: `${name} did not move the meeting to the new start.` };
  const leftOut = changed.value.length === 0 ? undefined : changed.value;
  return outcomeOf(answer, id, ({ joinUrl, passcode, dialIn }) =>
    changeMeeting(id, (meeting) => ({
      ...present({ dialIn }),
      meetingKey: wish.meetingKey,
      joinUrl,
      passcode,
      leftOut,
      changedMs: afterChange(meeting, nowMs),
    })),
  );
}

async function setLivestream(
  meetings: Meetings,
  { id, wish }: { id: string; wish: MeetingWish },
  doors: Pick<Doors, "livestream" | "vendors" | "nowMs">,
): Promise<EventOutcome> {
  const { pageUrl, resolution } = doors.livestream;
  const target = await targetOf(wish, doors);
  if (target.kind === "gone") return { kind: "done", apply: forgetInput(wish.input ?? "") };
  if (target.kind !== "ok") return outcomeOf(target, id, () => UNCHANGED);
  const answer = await meetings.pointLivestream(id, { ...target.value, pageUrl, resolution });
  return outcomeOf(answer, id, () =>
    withKnown((known) => {
      const { meeting, input } = known;
      if (meeting?.id !== id) return known;
      // To point it the first time belongs to its making.
      const isFirst = meeting.livestreamKey === undefined;
      const changed = isFirst ? {} : { changedMs: afterChange(meeting, doors.nowMs) };
      const given =
        input !== undefined && input.id === wish.input ? { input: { ...input, givenTo: id } } : {};
      return { ...known, ...given, meeting: { ...meeting, livestreamKey: wish.livestreamKey, ...changed } };
    }),
  );
}

/** Where a meeting is to send: to ingest with a key of its own, or to its live input, which holds the key. */
async function targetOf(
  { room, livestreamUntil, input }: MeetingWish,
  { livestream, vendors: { liveInputs } }: Pick<Doors, "livestream" | "vendors">,
): Promise<VendorAnswer<InputTarget>> {
  if (input !== undefined)
    return liveInputs.kind === "set"
      ? liveInputs.client.readTarget(input)
      : { kind: "refused", message: inWords(notSetUp(liveInputs) ?? { message: "" }) };
  const { streamUrl, keySecret } = livestream;
  const claims = { room, expiresAt: livestreamUntil, nonce: streamKeyNonce() };
  return { kind: "ok", value: { streamUrl, streamKey: await signStreamKey(keySecret, claims) } };
}

async function runWriteBack(
  step: { content: WriteBack; key: string },
  record: EventRecord,
  { vendors: { content }, nowMs }: Doors,
): Promise<EventOutcome> {
  if (content.kind === "unset") return unset(content);
  const says = (isWritten: boolean): ApplyEvent =>
    withKnown((known) => ({ ...known, entry: afterWrite(known.entry, step.key, { isWritten, nowMs }) }));
  const { management } = content.client;
  // The station of its own channel may have the word there.
  if (record.elsewhere !== undefined && record.known.entry === undefined) {
    const there = await management.readSaid([record.entry]);
    if (there.kind !== "ok") return outcomeOf(there, "", () => says(false));
    if (there.value.get(record.entry)?.provisionState !== undefined)
      return { kind: "done", apply: says(false) };
  }
  const answer = await management.writeBack(record.entry, step.content);
  // An entry that was deleted or archived since needs no word from us.
  if (answer.kind === "gone" || (answer.kind === "refused" && step.content.provisionState === "cancelled"))
    return { kind: "done", apply: says(false) };
  return outcomeOf(answer, "", (value) => says(value === "written"));
}

function unset(vendor: Parameters<typeof notSetUp>[0]): EventOutcome {
  return { kind: "fault", message: inWords(notSetUp(vendor) ?? { message: `${vendor.name} fails.` }) };
}
