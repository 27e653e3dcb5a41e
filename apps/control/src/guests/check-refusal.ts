import type { Second } from "@nonstop/contract/time";
import { hasMeeting } from "@nonstop/schedule/has-meeting";
import { isWithin, livestreamWindow, type LivestreamMargins } from "@nonstop/schedule/livestream-window";
import { wallTime } from "@nonstop/schedule/wall-time";
import type { EventRecord } from "../schedule/events/event-record.ts";
import { wishedHost } from "../schedule/facilities/bookings.ts";

/** A studio is left alone for so long before a show needs it. */
const QUIET_BEFORE_SECONDS = 900;
/**
 * So many checks of an event may be ended without a verdict within so long. Each costs calls of the vendor, which answers only so many
 * for the whole station.
 */
export const MAX_ENDED = 5;
const ENDED_WITHIN_SECONDS = 600;

/** All that decides whether a check disturbs anybody. `all`: the events that are not over yet. */
export type CheckFacts = {
  all: readonly EventRecord[];
  stationHost: string;
  margins: LivestreamMargins;
  second: Second;
};

/** Why a guest's set-up cannot be checked in the meeting of an event now, as sentences for the guest; undefined when it can. */
export function checkRefusal(record: EventRecord, facts: CheckFacts): string | undefined {
  const { second, margins } = facts;
  const { airing, known, presence } = record;
  if (presence !== "published" || airing === undefined) return "The show is not planned any more.";
  if (!hasMeeting(airing)) return "This show has no meeting, so there is nothing to test.";
  if (known.meeting === undefined)
    return "The meeting of this show is still being made. Try again in a minute.";
  const window = livestreamWindow(airing, margins);
  if (second >= window.to) return "The show is over.";
  const zone = airing.timezone;
  if (second >= window.from - QUIET_BEFORE_SECONDS)
    return `The show is too near for a test. From ${wallTime(window.from, zone)} (${zone}) on this page shows how the station receives you.`;
  const others = sharing(record, facts);
  const needed = others.flatMap((other) => neededUntil(other, facts) ?? []);
  if (needed.length > 0)
    return `The studio is on air, or will be in a quarter of an hour. It is free again at ${wallTime(Math.max(...needed), zone)} (${zone}): try again then.`;
  const open = [record, ...others]
    .flatMap(({ guests }) => guests?.check ?? [])
    .find((check) => isWithin(check, second));
  if (open !== undefined)
    return `Somebody tests in this studio just now. Try again at ${wallTime(open.to + 60, zone)} (${zone}).`;
  const { endedAt = [] } = record.guests ?? {};
  const againAt = endedAt.length < MAX_ENDED ? 0 : Math.min(...endedAt) + ENDED_WITHIN_SECONDS;
  if (second < againAt)
    return `Tests were begun and ended again and again. Try again at ${wallTime(againAt + 60, zone)} (${zone}).`;
  const isInUse = others.some(
    ({ known: { session }, rehearsal }) =>
      session !== undefined || (rehearsal !== undefined && isWithin(rehearsal, second)),
  );
  return isInUse ? "The studio is in use. Try again in a few minutes." : undefined;
}

/** Whether a show needs the studio of an event now, or within a quarter of an hour. */
export function studioNeeded(record: EventRecord, facts: CheckFacts): boolean {
  return sharing(record, facts).some((other) => neededUntil(other, facts) !== undefined);
}

/** The other events whose meetings are held where that of `record` is. */
function sharing(record: EventRecord, facts: CheckFacts): EventRecord[] {
  const host = record.known.meeting?.host;
  if (host === undefined) return [];
  return facts.all.filter((other) => other.entry !== record.entry && isIn(other, host, facts));
}

function isIn(record: EventRecord, host: string, { stationHost }: CheckFacts): boolean {
  const { presence, airing, known } = record;
  if (presence !== "published" || airing === undefined || !hasMeeting(airing)) return false;
  return (known.meeting?.host ?? wishedHost(record, stationHost)) === host;
}

/** Until when a show needs its studio, if it does now or soon. */
function neededUntil({ airing }: EventRecord, { margins, second }: CheckFacts): Second | undefined {
  if (airing === undefined) return undefined;
  const { from, to } = livestreamWindow(airing, margins);
  return from - QUIET_BEFORE_SECONDS <= second && second < to ? to : undefined;
}
