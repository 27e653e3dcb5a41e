import type { Airing } from "@nonstop/contract/airing";
import type { EventNote } from "@nonstop/contract/events";
import type { AssetId } from "@nonstop/contract/names";
import { repeatNotes } from "./again/repeat-notes.ts";
import type { Share } from "./airing-shares.ts";
import { blockNotes } from "./blocks/block-notes.ts";
import type { LibraryPieces } from "./item-of-airing.ts";
import type { BlockPlan } from "./plan-ahead.ts";
import { planBNotes, recordingNotes } from "./recording-notes.ts";
import type { Seat } from "./studio-plan.ts";
import { namedAiring, wallSpan } from "./wall-time.ts";

/** A programme that is interrupted more often has more to cure than one sentence can tell. */
const MAX_SPANS_TOLD = 3;

/** A piece that the library lacks: it is being conformed, or that has failed. */
export type Arrival = { kind: "on-its-way" } | { kind: "failed"; why: string };

/** What decides whether an airing will air as it is planned. */
export type AiringFacts = {
  share: Share<Airing> | undefined;
  /** Where its meeting is held, if it has one. */
  seat?: Seat | undefined;
  pieces: LibraryPieces;
  /** Of a block. */
  block?: BlockPlan | undefined;
  /** When it airs again, and what others leave of that. */
  repeats?: readonly { repeat: Airing; share: Share<Airing> | undefined }[] | undefined;
  /** What is known of pieces that the library lacks. */
  arriving: ReadonlyMap<AssetId, Arrival>;
  /** Where the station is, as a country of two letters; empty when it does not say. */
  territory: string;
};

/** What will not air, or not as planned, of an airing: whole sentences with its title and local times. */
export function notesOfAiring(airing: Airing, facts: AiringFacts): EventNote[] {
  return [
    ...overlapNotes(airing, facts),
    ...studioNotes(airing, facts),
    ...recordingNotes(airing, facts),
    ...planBNotes(airing, facts),
    ...blockNotes(airing, facts),
    ...repeatNotes(airing, facts),
  ];
}

function overlapNotes(airing: Airing, { share }: AiringFacts): EventNote[] {
  if (share === undefined || share.lost.length === 0) return [];
  const lost = share.lost.slice(0, MAX_SPANS_TOLD).map((span) => {
    const owner = span.to.title === airing.title ? `another ${airing.title}` : span.to.title;
    return `at ${wallSpan(span, airing.timezone)}: ${owner} has that time`;
  });
  const more = share.lost.length - lost.length;
  if (more > 0) lost.push(`${more} more times`);
  return [
    {
      code: share.airs.length === 0 ? "never-airs" : "airs-in-part",
      message: `${namedAiring(airing)} does not air ${lost.join(", and ")}.`,
      cure: "Move it or what has its time, or unpublish one of them.",
    },
  ];
}

function studioNotes(airing: Airing, { seat }: AiringFacts): EventNote[] {
  if (seat === undefined) return [];
  const { host, clashes, isWished } = seat;
  const field = "fields.studio";
  if (clashes.length > 0) {
    const others = clashes.map(namedAiring).join(" and ");
    const most = host.meetingsAtOnce === 1 ? "one meeting" : `${host.meetingsAtOnce} meetings`;
    return [
      {
        code: "studio-clash",
        field,
        message: `${namedAiring(airing)} and ${others} are held in ${host.name}, which holds ${most} at a time, and guests come early.`,
        cure: "Link another studio to one of them, or move it.",
      },
    ];
  }
  if (isWished) return [];
  return [
    {
      code: "studio-taken",
      field,
      message: `${namedAiring(airing)} is held in ${host.name}, because the studio it was meant for is taken then.`,
      cure: "Leave it at that, or move it.",
    },
  ];
}
