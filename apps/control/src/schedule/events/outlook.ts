import type { EventNote, EventProblem, Outlook } from "@nonstop/contract/events";
import { present } from "@nonstop/contract/present";
import { type EventCode, weightOf, type Warning } from "@nonstop/contract/warning";
import { notesOfAiring, type AiringFacts } from "@nonstop/schedule/airing-notes";
import { namedAiring, wallDay, wallTime } from "@nonstop/schedule/wall-time";
import type { GoingLiveProblem } from "../steps/going-live.ts";
import { inviteProblems } from "../invites/invite-problems.ts";
import type { EventRecord } from "./event-record.ts";
import { meetingKeptUntilMs } from "./kept-meeting.ts";
import { producerNotes } from "./producer-notes.ts";
import { sentence } from "./sentence.ts";

/** All that decides what will happen with one event, besides its record. */
export type OutlookFacts = AiringFacts & {
  /** What keeps the event's meeting from being made at all. */
  notSetUp: EventProblem | undefined;
  /** Steps that only people can help with. */
  faults: readonly { step: string; message: string }[];
  /** What keeps its show from being on air just now. It airs as soon as that ends. */
  goingLive: GoingLiveProblem | undefined;
  nowMs: number;
};

/** With one of these an event does not air as its newest version wants it. */
const PROBLEMS: ReadonlySet<EventCode> = new Set<EventCode>([
  "never-airs",
  "recording-missing",
  "recording-outside-rights",
  "collection-missing",
  "collection-empty",
  "block-empty",
]);

/** What is told of an event that is over: the time of its repeats may be taken afterwards. */
const OF_REPEATS: ReadonlySet<EventCode> = new Set<EventCode>(["repeat-dropped", "repeat-cut"]);

/**
 * What will happen with an event, as one value: the first thing that keeps it from airing, and all else that people should
 * know. How far its steps are is not in it.
 */
export function outlookOf(record: EventRecord, facts: OutlookFacts): Outlook {
  if (record.presence !== "published")
    return { state: "cancelled", warnings: meetingKept(record, facts.nowMs) };
  if (record.elsewhere !== undefined) return { state: "cancelled", warnings: elsewhere(record, facts.nowMs) };
  const { airing } = record;
  const ofFields = record.problem && noteOf("field-wrong", record.problem, record);
  const isOver = airing !== undefined && airing.end * 1000 <= facts.nowMs;
  const ofAiring = airing === undefined ? [] : notesOfAiring(airing, facts);
  if (isOver) {
    const ofRepeats = ofAiring.filter(({ code }) => OF_REPEATS.has(code));
    return ofFields === undefined ? ready(ofRepeats) : failed(ofFields, ofRepeats);
  }
  const { linkProblem } = record.known;
  const problems = [
    ofFields,
    linkProblem && noteOf("link-wrong", linkProblem, record),
    facts.notSetUp && noteOf("vendor-not-set-up", facts.notSetUp, record),
    ...ofAiring.filter(({ code }) => PROBLEMS.has(code)),
    ...facts.faults.map((fault) => noteOf("step-failed", stepFailed(fault), record)),
  ].filter((note) => note !== undefined);
  const [problem, ...others] = problems;
  const { goingLive } = facts;
  // Nobody is missed at a show that does not air.
  const neverAirs = problems.some(({ code }) => code === "never-airs");
  const warnings = [
    ...(goingLive === undefined || neverAirs ? [] : [noteOf(goingLive.code, goingLive, record)]),
    ...(record.problem === undefined ? [] : earlierVersion(record)),
    ...(record.fieldNotes ?? []),
    ...others,
    ...ofAiring.filter(({ code }) => !PROBLEMS.has(code)),
    ...linkNotes(record),
    ...producerNotes(record),
    ...inviteProblems(record).map(({ code, ...inviteProblem }) => noteOf(code, inviteProblem, record)),
  ];
  if (problem !== undefined) return failed(problem, warnings);
  const isWaiting = airing === undefined || warnings.some(({ code }) => code === "recording-conforming");
  return { ...ready(warnings), state: isWaiting ? "pending" : "ready" };
}

/** The notes of an event as the control room reads them. Several of one code are numbered: each has an id of its own. */
export function warningsOf(record: EventRecord, notes: readonly EventNote[]): Warning[] {
  const { entry, title } = record;
  const start = record.airing?.start ?? record.event?.start;
  return notes.map(({ code, message, cure }, index) => {
    const before = notes.slice(0, index).filter((note) => note.code === code).length;
    return {
      id: `${code}:${entry}${before === 0 ? "" : `:${before + 1}`}`,
      code,
      weight: weightOf(code),
      programme: { airing: entry, title, ...present({ start }) },
      message,
      ...present({ cure }),
    };
  });
}

/** A note with its cure, for people who have nothing but these words. */
export function inWords({ message, cure }: EventProblem): string {
  return cure === undefined ? message : `${sentence(message)} ${cure}`;
}

const ready = (warnings: EventNote[]): Outlook => ({ state: "ready", warnings });
const failed = (problem: EventNote, warnings: EventNote[]): Outlook => ({
  state: "failed",
  problem,
  warnings,
});

/** A step that only people can help with, as a problem. */
export function stepFailed({ step, message }: { step: string; message: string }): EventProblem {
  const cure = "The station tries again by the hour, and at once when the event is published again.";
  return { message: `${step}: ${message}`, cure };
}

/** A problem as a sentence that names its event. */
export function noteOf(code: EventCode, problem: EventProblem, record: EventRecord): EventNote {
  return { ...problem, code, message: `${named(record)}: ${sentence(problem.message)}` };
}

/** An event as sentences begin. Its newest title, for that is what people look for; the time at which it stands. */
function named({ title, airing, event }: EventRecord): string {
  const timed = airing ?? event;
  return timed === undefined ? title : namedAiring({ ...timed, title });
}

// The newest version is wrong; people must not think that nothing airs, or that the new one does.
function earlierVersion({ title, airing, event, eventMs, publishedMs }: EventRecord): EventNote[] {
  const stands = airing ?? event;
  if (stands === undefined) return [];
  const { timezone } = stands;
  const cure = "Correct the entry and publish it again.";
  const code = "earlier-version-airs";
  if (eventMs === undefined)
    return [{ code, message: `${namedAiring(stands)}: an earlier version still airs.`, cure }];
  const [earlier, newer] = [eventMs / 1000, (publishedMs ?? eventMs) / 1000];
  const day = wallDay(earlier, timezone);
  const time = wallTime(earlier, timezone);
  const version = day === wallDay(newer, timezone) ? time : `${day}, ${time}`;
  const renamed = stands.title === title ? "" : `, called ${stands.title},`;
  const message = `${namedAiring({ ...stands, title })}: the version of ${version}${renamed} still airs.`;
  return [{ code, message, cure }];
}

function elsewhere(record: EventRecord, nowMs: number): EventNote[] {
  const message = `it belongs to the channel ${record.elsewhere}, so this station does not air it.`;
  const cure = "If this station shall air it, empty the field Channel and publish it again.";
  const note = noteOf("other-channel", { field: "fields.channel", message, cure }, record);
  return [note, ...meetingKept(record, nowMs)];
}

function meetingKept(record: EventRecord, nowMs: number): EventNote[] {
  const untilMs = meetingKeptUntilMs(record);
  if (record.known.meeting === undefined || nowMs >= untilMs) return [];
  const zone = record.event?.timezone ?? "UTC";
  const until = `${wallDay(untilMs / 1000, zone)} at ${wallTime(untilMs / 1000, zone)} (${zone})`;
  const message = `it does not air. Its meeting stands until ${until}.`;
  const cure = "If it shall air after all, publish it by then: the link that was sent stays good.";
  return [noteOf("meeting-kept", { message, cure }, record)];
}

function linkNotes(record: EventRecord): EventNote[] {
  const missing = record.links?.missing ?? [];
  const notes: EventNote[] = [];
  if (missing.some(({ field }) => field === "planB")) {
    const message =
      "its plan B is not published, or names no piece of the library, so filler stands in if it is needed.";
    const cure = "Publish the recording, or link another one.";
    notes.push(noteOf("plan-b-unpublished", { field: "fields.planB", message, cure }, record));
  }
  const people = missing.filter(({ field }) => field === "presenters").map(({ entry }) => entry);
  if (people.length > 0) {
    const which = people.length === 1 ? "a presenter" : `${people.length} presenters`;
    const message = `${which} (entry ${people.join(", ")}) cannot be shown, for want of a published name.`;
    const cure = "Publish the person with a name, or take the link out.";
    notes.push(noteOf("presenter-unpublished", { field: "fields.presenters", message, cure }, record));
  }
  return notes;
}
