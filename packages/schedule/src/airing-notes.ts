import type { Airing } from "@nonstop/contract/airing";
import type { EventNote } from "@nonstop/contract/events";
import type { AssetId } from "@nonstop/contract/names";
import type { EventCode } from "@nonstop/contract/warning";
import type { Share } from "./airing-shares.ts";
import type { LibraryPieces } from "./item-of-airing.ts";
import type { Seat } from "./studio-plan.ts";
import { lengthWords, wallSpan, wallTime } from "./wall-time.ts";

/** A slot and its recording may differ by so much without a word: what is missing is an ident's length. */
const MAX_UNTOLD_SECONDS = 5;

/** What decides whether an airing will air as it is planned. */
export type AiringFacts = {
  share: Share<Airing> | undefined;
  /** Where its meeting is held, if it has one. */
  seat?: Seat | undefined;
  pieces: LibraryPieces;
  /** Pieces that are on their way into the library. */
  arriving: ReadonlySet<AssetId>;
};

/** What will not air, or not as planned, of an airing: whole sentences with its title and local times. */
export function notesOfAiring(airing: Airing, facts: AiringFacts): EventNote[] {
  return [
    ...overlapNotes(airing, facts),
    ...studioNotes(airing, facts),
    ...recordingNotes(airing, facts),
    ...planBNotes(airing, facts),
  ];
}

/** An airing as sentences begin: `Slow Light at 00:00`. */
export function namedAiring({
  title,
  start,
  timezone,
}: Pick<Airing, "title" | "start" | "timezone">): string {
  return `${title} at ${wallTime(start, timezone)}`;
}

function overlapNotes(airing: Airing, { share }: AiringFacts): EventNote[] {
  if (share === undefined || share.lost.length === 0) return [];
  const lost = share.lost.map(
    (span) => `at ${wallSpan(span, airing.timezone)}: ${span.to.title} has that time`,
  );
  return [
    {
      code: share.airs.length === 0 ? "never-airs" : "airs-in-part",
      message: `${namedAiring(airing)} does not air ${lost.join(", and ")}.`,
      cure: "Move one of the two, or unpublish it.",
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
      message: `${namedAiring(airing)} is held in ${host.name}, for its own studio is taken then.`,
      cure: "Leave it at that, or move it.",
    },
  ];
}

function recordingNotes(airing: Airing, { share, pieces, arriving }: AiringFacts): EventNote[] {
  if (airing.kind !== "recording") return [];
  const named = namedAiring(airing);
  const standIn = airing.planB !== undefined && pieces.has(airing.planB) ? "plan B" : "filler";
  const { asset } = airing;
  if (asset === undefined)
    return [
      {
        code: "recording-missing",
        field: "fields.recording",
        message: `${named} has no recording: ${standIn} airs in its place.`,
        cure: "Link a recording that is in the library.",
      },
    ];
  const piece = pieces.get(asset);
  if (piece === undefined) {
    const isArriving = arriving.has(asset);
    return [
      {
        code: isArriving ? "recording-conforming" : "recording-missing",
        field: "fields.recording",
        message: isArriving
          ? `${named}: its recording ${asset} is still being conformed. Until it is in the library, ${standIn} airs in its place.`
          : `${named}: its recording ${asset} is not in the library, so ${standIn} airs in its place.`,
        cure: isArriving
          ? "Leave it at that if there is time, or link a recording that is in the library."
          : "Put it into the library, or link another one.",
      },
    ];
  }
  const end = airing.start + piece.durationSeconds;
  const owned = share?.airs ?? [];
  const empty = owned.reduce((sum, span) => sum + Math.max(0, span.end - Math.max(span.start, end)), 0);
  if (empty > MAX_UNTOLD_SECONDS)
    return [
      {
        code: "ends-early",
        message: `${named} ends ${lengthWords(empty)} early; filler follows.`,
        cure: "Shorten its slot, or plan something after it.",
      },
    ];
  if (end - airing.end > MAX_UNTOLD_SECONDS)
    return [
      {
        code: "cut-short",
        message: `${named} is cut off at ${wallTime(airing.end, airing.timezone)}, ${lengthWords(end - airing.end)} before the recording's end.`,
        cure: "Give it a longer slot.",
      },
    ];
  return [];
}

function planBNotes(airing: Airing, { pieces, arriving }: AiringFacts): EventNote[] {
  const { planB } = airing;
  if (planB === undefined || pieces.has(planB)) return [];
  const isArriving = arriving.has(planB);
  const code: EventCode = isArriving ? "plan-b-conforming" : "plan-b-missing";
  const why = isArriving ? "is still being conformed" : "is not in the library";
  return [
    {
      code,
      field: "fields.planB",
      message: `${namedAiring(airing)}: its plan B ${planB} ${why}, so filler stands in if it is needed.`,
      cure: isArriving
        ? "Leave it at that if there is time."
        : "Put it into the library, or link another one.",
    },
  ];
}
