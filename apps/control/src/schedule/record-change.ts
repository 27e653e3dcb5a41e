import type { EventProblem } from "@nonstop/contract/events";
import { z } from "zod";
import type { EntryChange } from "./entry-change.ts";
import { localised, parseEvent, type EventFields } from "./event-fields.ts";
import type { EventRecord } from "./event-record.ts";
import type { ResolvedLinks } from "./linked-entries.ts";
import { present } from "./present.ts";

export type RecordAnswer =
  | { kind: "recorded"; record: EventRecord; problem?: EventProblem }
  /** An older revision, or what is known already. */
  | { kind: "old" };

/** What becomes of an event by a webhook about it. Pure; the newest revision wins, in whatever order they come. */
export function recordChange(
  before: EventRecord | undefined,
  change: EntryChange,
  o: { stationTimezone: string; nowMs: number },
): RecordAnswer {
  const reborn = before?.presence === "deleted" && change.createdAt > before.createdAt;
  if (before !== undefined && !reborn && !isNews(before, change)) return { kind: "old" };
  if (change.action === "publish") return published(before, change, { ...o, reborn });
  if (before === undefined) return { kind: "old" };
  const { airing: _airing, problem: _problem, lastError: _lastError, ...rest } = before;
  const presence = change.action === "delete" ? "deleted" : "withdrawn";
  const revision = Math.max(before.revision, change.revision ?? 0);
  return {
    kind: "recorded",
    record: { ...rest, presence, revision, known: freed(before), attempt: 0, dueMs: o.nowMs },
  };
}

function isNews(before: EventRecord, change: EntryChange): boolean {
  const revision = change.revision ?? before.revision;
  if (change.action === "publish") return revision > before.revision;
  if (revision < before.revision) return false;
  return before.presence === "published" || (change.action === "delete" && before.presence !== "deleted");
}

function published(
  before: EventRecord | undefined,
  change: EntryChange,
  o: { stationTimezone: string; nowMs: number; reborn: boolean },
): RecordAnswer {
  const answer = parseEvent(change.fields, o.stationTimezone);
  const title = z.string().catch("").parse(localised(change.fields, "title")).trim() || change.entry;
  const { entry, createdAt } = change;
  const revision = change.revision ?? (before?.revision ?? 0) + 1;
  const common = {
    entry,
    revision,
    createdAt,
    presence: "published",
    title,
    attempt: 0,
    dueMs: o.nowMs,
  } as const;
  const { linksKey, linkProblem, ...known } = before === undefined ? {} : freed(before);
  const stands = before?.presence === "published" ? before : undefined;
  if (answer.kind === "problem") {
    // A wrong entry changes nothing of what stands in the schedule; the people who wrote it are told.
    const kept = present({
      event: stands?.event,
      airing: stands?.airing,
      links: before?.links,
      problem: answer.problem,
    });
    const record = { ...common, ...kept, known: { ...known, ...present({ linksKey, linkProblem }) } };
    return { kind: "recorded", record, problem: answer.problem };
  }
  const links = before === undefined ? undefined : linksStillMeant(before, answer.event);
  // Without its links key the links are read again, and the airing made anew.
  return {
    kind: "recorded",
    record: { ...common, ...present({ airing: stands?.airing, links }), event: answer.event, known },
  };
}

// Each link that still means the same entry stands until it is read again: a show on air must not lose its room because
// a presenter was added while Contentful is slow.
function linksStillMeant({ event, links }: EventRecord, after: EventFields): ResolvedLinks | undefined {
  if (event === undefined || links === undefined) return undefined;
  const { room, recording, planB, presenters } = links;
  return {
    presenters: event.presenters.join() === after.presenters.join() ? presenters : [],
    ...present({
      room: event.room === after.room ? room : undefined,
      recording: event.recording === after.recording ? recording : undefined,
      planB: event.planB === after.planB ? planB : undefined,
    }),
  };
}

function freed(before: EventRecord): EventRecord["known"] {
  const { fault: _fault, vanished: _vanished, ...known } = before.known;
  return known;
}
