import type { EventProblem } from "@nonstop/contract/events";
import type { RoomId } from "@nonstop/contract/names";
import type { AiringFacts } from "@nonstop/schedule/airing-notes";
import { present } from "@nonstop/contract/present";
import { isInputRoom } from "@nonstop/contract/room-names";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import { type LivestreamMargins, livestreamWindow } from "@nonstop/schedule/livestream-window";
import { verdictLines } from "../../guests/verdict-line.ts";
import type { LiveSource } from "@nonstop/contract/live-input";
import type { EventRecord } from "../events/event-record.ts";
import { keyOfMaking } from "../events/live-source-of.ts";
import { meetingKeptUntilMs } from "../events/kept-meeting.ts";
import type { ExpectedRevisions } from "../events/linked-entries.ts";
import { outlookOf } from "../events/outlook.ts";
import { privateKey } from "../events/private-fields.ts";
import { wishedHost } from "../facilities/bookings.ts";
import { entryInvites } from "../invites/entry-invites.ts";
import type { InviteStation } from "../invites/invite-station.ts";
import { invitesWish } from "../invites/invites-wish.ts";
import type { MeetingWish } from "../ports/meetings.ts";
import { desiredInput } from "../inputs/desired-input.ts";
import { goingLiveProblem } from "./going-live.ts";
import { faultsOf } from "./next-step.ts";
import { onAirWindow } from "./on-air-window.ts";
import type { KnownInput } from "./known.ts";
import type { Asked, Desired } from "./step.ts";
import { triesOf } from "./tries.ts";
import { firstCharacters } from "../events/plain-line.ts";

/** Where meetings are made, what their livestream is pointed at, and whose entries they are made for. */
export type Station = {
  /** What is wrong when meetings are not set up. */
  noMeetings: EventProblem | undefined;
  /** What is wrong when live inputs are not set up. */
  noInputs: EventProblem | undefined;
  host: string;
  rtmpUrl: string;
  pageUrl: string;
  resolution: string;
  space: string;
  environment: string;
  writesBack: boolean;
  /** When the livestream of an airing's meeting may be up. */
  margins: LivestreamMargins;
  /** What feeds the rooms of airings with meetings. */
  liveSource: LiveSource;
  /** The station as its invites name it. */
  invites: InviteStation;
};

/** In characters: as much as a meeting's agenda takes. */
const MAX_AGENDA = 2_000;

/** What an event asks for at `nowMs`, seen from the step table. */
export function desiredOf(
  record: EventRecord,
  at: { station: Station; expected: ExpectedRevisions; air: AiringFacts; nowMs: number },
): Desired {
  const { station, nowMs } = at;
  const { event } = record;
  const privateFields = privateKeyOf(record, at);
  const making = { expected: at.expected, liveSource: station.liveSource };
  const wantsLinks = record.presence === "published" && event !== undefined;
  const linksKeyNow = wantsLinks ? keyOfMaking(record, event, making) : record.known.linksKey;
  const meeting: Desired["meeting"] = isUnread(record, privateFields)
    ? { kind: "not-yet" }
    : meetingOf(record, at);
  const invites = invitesWish(record, {
    station: station.invites,
    meeting: meeting.kind === "wanted" ? meeting.wish : undefined,
    isRead: linksKeyNow === record.known.linksKey && privateFields === record.known.privateKey,
    nowMs,
  });
  const asked: Asked = {
    presence: record.presence,
    revision: record.revision,
    linksKey: linksKeyNow,
    privateKey: privateFields,
    meeting,
    input: desiredInput(record, station, nowMs),
    invites,
    window: onAirWindow(record, station.margins, nowMs),
    nowMs,
  };
  const facts = {
    ...at.air,
    notSetUp: notSetUp(record, station, nowMs),
    faults: faultsOf(asked, record.known),
    goingLive: goingLiveProblem(asked, record.known),
    nowMs,
  };
  const guestChecks = verdictLines(record);
  return {
    ...asked,
    outlook: outlookOf(record, facts),
    writesBack: station.writesBack,
    ...present({ guestChecks, guestInvites: entryInvites(record, station.invites) }),
  };
}

// Whoever was to be invited to what is over was.
function privateKeyOf(
  record: EventRecord,
  at: { station: Station; expected: ExpectedRevisions; nowMs: number },
): string | undefined {
  const isOver = record.event !== undefined && record.event.end * 1000 <= at.nowMs;
  const isAsked = at.station.writesBack && record.presence === "published" && !isOver;
  return isAsked ? privateKey(record, at.expected) : undefined;
}

// Its producers are among them: all of what an edit changes in a meeting is one call. What cannot be read is waited for no longer.
function isUnread({ airing, known }: EventRecord, key: string | undefined): boolean {
  if (key === undefined || key === known.privateKey || airing === undefined || !hasMeeting(airing))
    return false;
  return triesOf(known.tries, { kind: "read-private", privateKey: key }) === undefined;
}

function meetingOf(
  record: EventRecord,
  at: { station: Station; air: AiringFacts; nowMs: number },
): Desired["meeting"] {
  const { station } = at;
  if (station.noMeetings !== undefined) return { kind: "keep" };
  const unwanted = { kind: "none", fromMs: meetingKeptUntilMs(record) } as const;
  if (record.presence !== "published" || record.elsewhere !== undefined) return unwanted;
  const { airing } = record;
  if (airing === undefined) return { kind: "keep" };
  if (!hasMeeting(airing)) return unwanted;
  if (airing.end * 1000 <= at.nowMs) return { kind: "keep" };
  const wished = wishedHost(record, station.host);
  // A meeting of another host would have another link.
  if (wished === undefined) return { kind: "not-yet" };
  const host = at.air.seat?.host.host ?? wished;
  const topic = firstCharacters(airing.title, 200);
  const agenda = firstCharacters(airing.summary, MAX_AGENDA);
  const { room, start, end, timezone } = airing;
  // Nobody stands in for themselves.
  const producers = record.privateFields?.producers ?? [];
  const alternativeHosts = producers.filter((address) => address !== host.toLowerCase());
  const { to: livestreamUntil } = livestreamWindow(airing, station.margins);
  const wish: MeetingWish = {
    host,
    wishedHost: wished,
    room,
    topic,
    start,
    end,
    timezone,
    livestreamUntil,
    agenda,
    marker: {
      station: station.pageUrl,
      space: station.space,
      environment: station.environment,
      entry: record.entry,
    },
    alternativeHosts,
    // Meetings without producers keep the key that they were made with.
    meetingKey: JSON.stringify([
      topic,
      start,
      end,
      timezone,
      agenda,
      ...(alternativeHosts.length === 0 ? [] : [alternativeHosts]),
    ]),
    ...livestreamOf({ room, livestreamUntil }, record.known.input, station),
  };
  return { kind: "wanted", wish };
}

// A key for ingest runs out with the window. One of a live input is good until it is changed.
function livestreamOf(
  { room, livestreamUntil }: { room: RoomId; livestreamUntil: number },
  input: KnownInput | undefined,
  { rtmpUrl, pageUrl, resolution }: Station,
): Pick<MeetingWish, "livestreamKey" | "input"> {
  if (!isInputRoom(room))
    return { livestreamKey: JSON.stringify([room, livestreamUntil, rtmpUrl, pageUrl, resolution]) };
  if (input === undefined) return { livestreamKey: "" };
  const { id, rotations } = input;
  return { livestreamKey: JSON.stringify([room, id, rotations, pageUrl, resolution]), input: id };
}

function notSetUp(
  { presence, airing }: EventRecord,
  { noMeetings, noInputs }: Station,
  nowMs: number,
): EventProblem | undefined {
  if (presence !== "published" || airing === undefined || !hasMeeting(airing)) return undefined;
  if (airing.end * 1000 <= nowMs) return undefined;
  return noMeetings ?? (isInputRoom(airing.room) ? noInputs : undefined);
}
