import type { EventProblem } from "@nonstop/contract/events";
import type { AiringFacts } from "@nonstop/schedule/airing-notes";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import { isWithin, type LivestreamMargins, livestreamWindow } from "@nonstop/schedule/livestream-window";
import { verdictLines } from "../../guests/verdict-line.ts";
import type { EventRecord } from "../events/event-record.ts";
import { meetingKeptUntilMs } from "../events/kept-meeting.ts";
import { linksKey, type ExpectedRevisions } from "../events/linked-entries.ts";
import { DEFAULT_LOOK } from "../events/livestream-look.ts";
import { outlookOf } from "../events/outlook.ts";
import { privateKey } from "../events/private-fields.ts";
import { wishedHost } from "../facilities/bookings.ts";
import type { MeetingWish } from "../ports/meetings.ts";
import { goingLiveProblem, type OnAirWindow } from "./going-live.ts";
import { faultsOf } from "./next-step.ts";
import type { Asked, Desired } from "./step.ts";
import { firstCharacters } from "../events/plain-line.ts";

/** Where meetings are made, what their livestream is pointed at, and whose entries they are made for. */
export type Station = {
  /** What is wrong when meetings are not set up. */
  noMeetings: EventProblem | undefined;
  host: string;
  rtmpUrl: string;
  pageUrl: string;
  resolution: string;
  space: string;
  environment: string;
  writesBack: boolean;
  /** When the livestream of an airing's meeting may be up. */
  margins: LivestreamMargins;
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
  const wantsLinks = record.presence === "published" && event !== undefined;
  const asked: Asked = {
    presence: record.presence,
    linksKey: wantsLinks ? linksKey(event, at.expected) : record.known.linksKey,
    privateKey: privateKeyOf(record, at),
    meeting: meetingOf(record, at),
    window: windowOf(record, station.margins, nowMs),
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
    ...present({ guestChecks }),
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
    meetingKey: JSON.stringify([topic, start, end, timezone, agenda]),
    livestreamKey: JSON.stringify([
      room,
      livestreamUntil,
      station.rtmpUrl,
      station.pageUrl,
      station.resolution,
    ]),
  };
  return { kind: "wanted", wish };
}

// A show goes live as it stands in the schedule, whatever its event waits for. A rehearsal opens its room before.
function windowOf(
  { presence, airing, event, rehearsal }: EventRecord,
  margins: LivestreamMargins,
  nowMs: number,
): OnAirWindow | undefined {
  if (presence !== "published" || airing === undefined || !hasMeeting(airing)) return undefined;
  const { from, to } = livestreamWindow(airing, margins);
  const look = event?.look ?? DEFAULT_LOOK;
  const common = { startMs: airing.start * 1000, room: airing.room, look };
  const isRehearsed = rehearsal !== undefined && isWithin(rehearsal, secondOf(nowMs));
  if (isRehearsed && nowMs < from * 1000)
    return { ...common, fromMs: rehearsal.from * 1000, toMs: Math.min(rehearsal.to, from) * 1000 };
  return { ...common, fromMs: from * 1000, toMs: to * 1000 };
}

function notSetUp(record: EventRecord, { noMeetings }: Station, nowMs: number): EventProblem | undefined {
  const { airing } = record;
  const needs =
    record.presence === "published" &&
    airing !== undefined &&
    hasMeeting(airing) &&
    airing.end * 1000 > nowMs;
  return needs ? noMeetings : undefined;
}
