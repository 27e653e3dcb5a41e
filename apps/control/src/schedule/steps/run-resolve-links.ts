import { airingOfEvent, wishedSlug } from "../events/airing-of-event.ts";
import type { EventRecord } from "../events/event-record.ts";
import { keyOfMaking, liveSourceOf } from "../events/live-source-of.ts";
import { linkIds, linksKey, resolveLinks, type ResolvedLinks } from "../events/linked-entries.ts";
import type { ApplyEvent, EventOutcome } from "./event-outcome.ts";
import type { Doors } from "./run-step.ts";

/** A link that is not there may only be late. So often we ask before we call it missing. */
const MAX_MISSING_TRIES = 3;
/** After so many tries the delivery API is believed, whatever revision a webhook told of. */
const MAX_BEHIND_TRIES = 8;
const LATE_MS = 1_000;

/** Reads the entries an event links to and makes its airing. `attempt`: how often that has failed. */
export async function runResolveLinks(
  record: EventRecord,
  doors: Doors,
  attempt: number,
): Promise<EventOutcome> {
  const { event } = record;
  if (event === undefined) return { kind: "done", apply: (fresh) => fresh };
  const key = linksKey(event, doors.expected);
  const fallback = { kind: "links", links: record.links ?? { presenters: [] } } as const;
  const { content } = doors.vendors;
  if (content.kind === "unset") return { kind: "done", apply: applyLinks(key, fallback.links, doors) };
  const answer = await content.client.delivery.readEntries(linkIds(event));
  // The time of a show does not wait for its links: it stands with the links known so far, and is put right later.
  const provisional = provisionally(key, fallback.links, doors);
  if (answer.kind === "retry") return { ...answer, apply: provisional };
  if (answer.kind === "gone")
    return { kind: "fault", message: `${content.name} does not know the space.`, apply: provisional };
  if (answer.kind === "refused") return { kind: "fault", message: answer.message, apply: provisional };
  const expected = attempt < MAX_BEHIND_TRIES ? doors.expected : new Map<string, number>();
  const resolved = resolveLinks(event, answer.value, expected);
  if (resolved.kind === "behind")
    return {
      kind: "retry",
      message: `${content.name} is behind its webhooks.`,
      askedMs: LATE_MS,
      apply: provisional,
    };
  if (resolved.kind === "links") return { kind: "done", apply: applyLinks(key, resolved.links, doors) };
  if (attempt < MAX_MISSING_TRIES)
    return { kind: "retry", message: resolved.problem.message, askedMs: LATE_MS };
  const linkProblem = resolved.problem;
  const apply: ApplyEvent = (fresh) =>
    isCurrent(fresh, key, doors)
      ? { ...fresh, known: { ...fresh.known, linksKey: keyOfMaking(fresh, event, doors), linkProblem } }
      : fresh;
  return { kind: "done", apply };
}

function applyLinks(key: string, links: ResolvedLinks, doors: Doors): ApplyEvent {
  return (fresh) => {
    if (!isCurrent(fresh, key, doors)) return fresh;
    const { linkProblem: _linkProblem, ...known } = fresh.known;
    return { ...withAiring(fresh, links, doors), links, known: { ...known, linksKey: key } };
  };
}

function provisionally(key: string, links: ResolvedLinks, doors: Doors): ApplyEvent {
  return (fresh) => (isCurrent(fresh, key, doors) ? withAiring(fresh, links, doors) : fresh);
}

function withAiring(record: EventRecord, links: ResolvedLinks, doors: Doors): EventRecord {
  const { event, entry } = record;
  if (event === undefined) return record;
  const slug = doors.claimAddress(entry, wishedSlug(entry, event));
  const liveSource = liveSourceOf(record, doors.liveSource);
  const show = event.show === undefined ? undefined : doors.show(event.show);
  const art = show?.face.art === undefined ? undefined : doors.picture(show.face.art)?.url;
  return {
    ...record,
    airing: airingOfEvent({ entry, channel: doors.channel, event, links, slug, liveSource, show, art }),
  };
}

// The event may have been published anew, or withdrawn, while its links were read.
function isCurrent(fresh: EventRecord, key: string, doors: Doors): boolean {
  return (
    fresh.presence === "published" &&
    fresh.event !== undefined &&
    linksKey(fresh.event, doors.expected) === key
  );
}
