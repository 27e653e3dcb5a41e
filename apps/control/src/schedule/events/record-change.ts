import type { EventProblem } from "@nonstop/contract/events";
import type { EntryChange } from "./entry-change.ts";
import type { EventFields } from "./event-fields.ts";
import type { EventRecord } from "./event-record.ts";
import type { ResolvedLinks } from "./linked-entries.ts";
import { readEvent, type ReadRules } from "./read-event.ts";
import { present } from "@nonstop/contract/present";

export type RecordAnswer =
  | { kind: "recorded"; record: EventRecord; problem?: EventProblem }
  /** An older revision, or what is known already. */
  | { kind: "old" };

/** What becomes of an event by a webhook about it. Pure; the newest revision wins, in whatever order they come. */
export function recordChange(
  before: EventRecord | undefined,
  change: EntryChange,
  o: ReadRules & { nowMs: number },
): RecordAnswer {
  if (before !== undefined && !isNews(before, change)) return { kind: "old" };
  if (change.action === "publish") return published(before, change, o);
  const presence = change.action === "delete" ? "deleted" : "withdrawn";
  const withdrawnMs = Date.parse(change.deletedAt ?? "") || o.nowMs;
  if (before === undefined) {
    // Nothing to undo, but a publish of this revision may still be on its way.
    const { entry, revision } = change;
    if (revision === undefined) return { kind: "old" };
    const nothing = { createdAt: "", title: entry, known: {} };
    return { kind: "recorded", record: { ...nothing, entry, revision, presence, withdrawnMs } };
  }
  const { airing: _airing, problem: _problem, ...rest } = before;
  const revision = Math.max(before.revision, change.revision ?? 0);
  const known = freed(before);
  return {
    kind: "recorded",
    record: { ...rest, presence, revision, withdrawnMs, known, dueMs: o.nowMs },
  };
}

/**
 * What becomes of an event by a change of its show. Undefined when it takes nothing from one, or is over: what has aired stays as it
 * was. Pure.
 */
export function rereadEvent(record: EventRecord, o: ReadRules & { nowMs: number }): EventRecord | undefined {
  const { written, entry, revision, createdAt, publishedMs, presence, event } = record;
  const isOver = event !== undefined && event.end * 1000 <= o.nowMs;
  if (written === undefined || publishedMs === undefined || presence !== "published" || isOver)
    return undefined;
  const change: EntryChange = {
    entry,
    action: "publish",
    revision,
    createdAt,
    updatedAt: new Date(publishedMs).toISOString(),
    deletedAt: undefined,
    contentType: "event",
    fields: written.fields,
  };
  const answer = published(record, change, o);
  return answer.kind === "recorded" ? answer.record : undefined;
}

// What came before what is known is no news: by the vendor's time where both are told, else by life and revision. An entry that was
// deleted and made again counts its revisions from 1. Its time of creation tells the two lives apart; that of a withdrawal is not to be
// relied on, for it may be the time of the withdrawal itself.
function isNews(before: EventRecord, change: EntryChange): boolean {
  return change.action === "publish" ? isNewPublish(before, change) : isNewWithdrawal(before, change);
}

function isNewPublish(before: EventRecord, change: EntryChange): boolean {
  const { publishedMs = 0, withdrawnMs = 0 } = before;
  const changedMs = Date.parse(change.updatedAt);
  if (changedMs < publishedMs) return false;
  const heardMs = Math.max(publishedMs, withdrawnMs);
  if (heardMs > 0 && changedMs > heardMs) return true;
  const madeMs = Date.parse(change.createdAt);
  if (before.presence === "deleted" && madeMs > withdrawnMs) return true;
  if (madeMs < Date.parse(before.createdAt)) return false;
  return (change.revision ?? before.revision) > before.revision;
}

function isNewWithdrawal(before: EventRecord, change: EntryChange): boolean {
  const goneMs = Date.parse(change.deletedAt ?? "");
  if (goneMs < Date.parse(before.createdAt) || goneMs < (before.publishedMs ?? 0)) return false;
  // A later one of several keeps away the publishes before it.
  if (before.presence !== "published" && goneMs > (before.withdrawnMs ?? 0)) return true;
  const revision = change.revision ?? before.revision;
  if (revision !== before.revision) return revision > before.revision;
  return before.presence === "published" || (change.action === "delete" && before.presence !== "deleted");
}

function published(
  before: EventRecord | undefined,
  change: EntryChange,
  o: ReadRules & { nowMs: number },
): RecordAnswer {
  const publishedMs = Date.parse(change.updatedAt) || o.nowMs;
  const read = readEvent(change.fields, { ...o, publishedMs, before: before?.event });
  const { answer, show } = read;
  const title = read.title || change.entry;
  const { entry, createdAt } = change;
  const revision = change.revision ?? (before?.revision ?? 0) + 1;
  const common = {
    entry,
    revision,
    createdAt,
    presence: "published",
    title,
    publishedMs,
    dueMs: o.nowMs,
    ...present({
      written: show === undefined ? undefined : { show, fields: change.fields },
      rehearsal: before?.rehearsal,
      guests: before?.guests,
      // They stand until they are read again.
      privateFields: before?.privateFields,
    }),
  } as const;
  const { linksKey, linkProblem, ...known } = before === undefined ? {} : unseen(freed(before));
  if (answer.kind === "elsewhere") {
    const { rehearsal: _rehearsal, privateFields: _private, ...rest } = common;
    return { kind: "recorded", record: { ...rest, elsewhere: answer.channel, known } };
  }
  const stands = before?.presence === "published" ? before : undefined;
  if (answer.kind === "problem") {
    // A wrong entry changes nothing of what stands in the schedule; the people who wrote it are told.
    const kept = present({
      event: stands?.event,
      eventMs: stands?.eventMs,
      fieldNotes: stands?.fieldNotes,
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
    record: {
      ...common,
      ...present({ airing: stands?.airing, links }),
      event: answer.event,
      eventMs: publishedMs,
      fieldNotes: answer.notes,
      known,
    },
  };
}

// Each link that still means the same entry stands until it is read again. A show on air must not lose its room because a
// presenter was added while links cannot be read.
function linksStillMeant({ event, links }: EventRecord, after: EventFields): ResolvedLinks | undefined {
  if (event === undefined || links === undefined) return undefined;
  const { studio, encoder, recording, planB, presenters, guests } = links;
  const isSame = {
    presenters: event.presenters.join() === after.presenters.join(),
    planB: event.planB === after.planB,
  };
  return {
    presenters: isSame.presenters ? presenters : [],
    ...present({
      guests: isSame.presenters ? guests : undefined,
      studio: event.studio === after.studio ? studio : undefined,
      encoder: event.encoder === after.encoder ? encoder : undefined,
      recording: event.recording === after.recording ? recording : undefined,
      planB: isSame.planB ? planB : undefined,
      missing: links.missing?.filter(({ field }) => isSame[field]),
    }),
  };
}

function freed(before: EventRecord): EventRecord["known"] {
  const { tries: _tries, vanished: _vanished, ...known } = before.known;
  return known;
}

// An old version may have been published, with old words in the fields that are ours: they are looked at.
function unseen({ entry, ...known }: EventRecord["known"]): EventRecord["known"] {
  if (entry === undefined) return known;
  const { saidKey: _saidKey, ...rest } = entry;
  return { ...known, entry: rest };
}
