import type { Airing } from "@nonstop/contract/airing";
import type { EventNote } from "@nonstop/contract/events";
import type { AssetId } from "@nonstop/contract/names";
import type { AiringFacts, Arrival } from "./airing-notes.ts";
import { shownSpan } from "./item-of-airing.ts";
import { rightsProblem } from "./library/rights.ts";
import { lengthWords, namedAiring, wallTime } from "./wall-time.ts";

const RIGHTS_CURE = "Correct the rights of the piece in the library, or link another one.";

/** A slot and its recording may differ by so much without a word: what is missing is an ident's length. */
const MAX_UNTOLD_SECONDS = 5;

/** What is to be said of an airing's recording: that it is not there, or has another length than its slot. */
export function recordingNotes(airing: Airing, facts: AiringFacts): EventNote[] {
  if (airing.kind !== "recording") return [];
  const { asset, planB } = airing;
  const { pieces, arriving } = facts;
  const isPlanBThere =
    planB !== undefined && pieces.has(planB) && rightsOf(planB, airing, facts) === undefined;
  const standIn = isPlanBThere ? "plan B" : "filler";
  const piece = asset === undefined ? undefined : pieces.get(asset);
  const barred = asset === undefined ? undefined : rightsOf(asset, airing, facts);
  if (barred !== undefined)
    return [
      {
        code: "recording-outside-rights",
        field: "fields.recording",
        message: `${namedAiring(airing)}: its recording ${barred}, so ${standIn} airs in its place.`,
        cure: RIGHTS_CURE,
      },
    ];
  if (piece !== undefined) return lengthNotes(airing, piece.durationSeconds, facts);
  const arrival = asset === undefined ? undefined : arriving.get(asset);
  const what = asset === undefined ? "it has no recording" : `its recording ${asset} ${whereIs(arrival)}`;
  const isComing = arrival?.kind === "on-its-way";
  return [
    {
      code: isComing ? "recording-conforming" : "recording-missing",
      field: "fields.recording",
      message: isComing
        ? `${namedAiring(airing)}: ${what}. Until it is in the library, ${standIn} airs in its place.`
        : `${namedAiring(airing)}: ${what}, so ${standIn} airs in its place.`,
      cure: isComing
        ? "Leave it at that if there is time, or link a recording that is in the library."
        : "Put it into the library, or link another one.",
    },
  ];
}

/** What is to be said of an airing's plan B. */
export function planBNotes(airing: Airing, facts: AiringFacts): EventNote[] {
  const { planB } = airing;
  const { pieces, arriving } = facts;
  if (planB === undefined) return [];
  const barred = rightsOf(planB, airing, facts);
  if (barred !== undefined)
    return [
      {
        code: "plan-b-outside-rights",
        field: "fields.planB",
        message: `${namedAiring(airing)}: its plan B ${barred}, so filler stands in if it is needed.`,
        cure: RIGHTS_CURE,
      },
    ];
  if (pieces.has(planB)) return [];
  const arrival = arriving.get(planB);
  const isComing = arrival?.kind === "on-its-way";
  return [
    {
      code: isComing ? "plan-b-conforming" : "plan-b-missing",
      field: "fields.planB",
      message: `${namedAiring(airing)}: its plan B ${planB} ${whereIs(arrival)}, so filler stands in if it is needed.`,
      cure: isComing ? "Leave it at that if there is time." : "Put it into the library, or link another one.",
    },
  ];
}

function rightsOf(
  asset: AssetId,
  airing: Airing,
  { pieces, territory }: Pick<AiringFacts, "pieces" | "territory">,
): string | undefined {
  const piece = pieces.get(asset);
  if (piece === undefined) return undefined;
  const span = shownSpan(airing, piece.durationSeconds);
  const problem = rightsProblem(piece, span, { territory, zone: airing.timezone });
  return problem && `${asset} ${problem}`;
}

function whereIs(arrival: Arrival | undefined): string {
  if (arrival === undefined) return "is not in the library";
  if (arrival.kind === "on-its-way") return "is still being conformed";
  return `could not be conformed (${arrival.why.replace(/\.$/, "")})`;
}

function lengthNotes(airing: Airing, durationSeconds: number, { share }: AiringFacts): EventNote[] {
  const end = airing.start + durationSeconds;
  const owned = share?.airs ?? [];
  const empty = owned.reduce((sum, span) => sum + Math.max(0, span.end - Math.max(span.start, end)), 0);
  if (empty > MAX_UNTOLD_SECONDS) {
    const message = `${namedAiring(airing)} ends ${lengthWords(empty)} early; filler follows.`;
    return [{ code: "ends-early", message, cure: "Shorten its slot, or plan something after it." }];
  }
  const lost = end - airing.end;
  if (lost <= MAX_UNTOLD_SECONDS) return [];
  const at = wallTime(airing.end, airing.timezone);
  const message = `${namedAiring(airing)} is cut off at ${at}, ${lengthWords(lost)} before the recording's end.`;
  return [{ code: "cut-short", message, cure: "Give it a longer slot." }];
}
