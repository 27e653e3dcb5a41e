import type { AssetId, AiringId } from "@nonstop/contract/names";
import type { Airing } from "@nonstop/contract/airing";
import { present } from "@nonstop/contract/present";
import type { AssetLength, Item } from "@nonstop/contract/rundown";
import type { TroubleLimits } from "@nonstop/contract/trouble";
import type { AiringSpan } from "./airing-spans.ts";

/** What the library knows of a piece. */
export type LibraryPieces = ReadonlyMap<AssetId, { durationSeconds: number; title: string }>;

/** Something the programming team should know about an airing; the channel airs on without it being cured. */
export type Note = {
  airing: AiringId;
  code:
    | "overlap-trimmed"
    | "empty"
    | "room-missing"
    | "asset-missing"
    | "asset-unknown"
    | "asset-short"
    | "plan-b-unknown";
  message: string;
};

/** How long a live room may be black unless its airing says otherwise: no show is meant to be for so long. A still picture and silence may be meant, so they have no limit of the station's. */
const MAX_BLACK_SECONDS = 20;

/** The item that airs `span` of its airing, as far as there is something to air; the rest of the span is a gap. */
export function itemOfAiring(span: AiringSpan & { airing: Airing }, assets: LibraryPieces): Item | undefined {
  const { airing, start, end } = span;
  const planB = pieceOf(airing.planB, assets);
  const common = {
    id: `${airing.id}@${start}`,
    kind: airing.kind,
    start,
    end,
    title: airing.title,
    airing: airing.id,
  };
  if (airing.kind === "slate") return { ...common, room: { kind: "slate" } };
  if (airing.kind === "live" && airing.room !== undefined)
    return {
      ...common,
      room: { kind: airing.pulled === true ? "remote" : "live", room: airing.room },
      ...present({ planB }),
      limits: limitsOf(airing),
    };
  const main = airing.kind === "recording" ? pieceOf(airing.asset, assets) : undefined;
  const piece = main ?? planB;
  if (piece === undefined) return undefined;
  const lastSecond = Math.min(end, airing.start + piece.durationSeconds);
  if (lastSecond <= start) return undefined;
  return {
    ...common,
    kind: "recording",
    end: lastSecond,
    room: { kind: "asset", asset: piece.asset, startSecond: airing.start },
    ...present({ planB: main === undefined ? undefined : planB }),
  };
}

/** What is wrong with an airing taken alone (overlaps are seen by the compiler). */
export function notesOfAiring(airing: Airing, assets: LibraryPieces): Note[] {
  const notes: Note[] = [];
  const note = (code: Note["code"], message: string): void => {
    notes.push({ airing: airing.id, code, message });
  };
  if (airing.end <= airing.start) note("empty", `${airing.title} ends before it starts: it is left out.`);
  if (airing.kind === "live" && airing.room === undefined)
    note("room-missing", `${airing.title} is live but has no room: plan B or filler airs.`);
  if (airing.kind === "recording") {
    const piece = pieceOf(airing.asset, assets);
    if (airing.asset === undefined)
      note("asset-missing", `${airing.title} names no recording: plan B or filler airs.`);
    else if (piece === undefined)
      note(
        "asset-unknown",
        `${airing.title}: its recording ${airing.asset} is not in the library, plan B or filler airs. Put it into the library, or link another one.`,
      );
    else if (piece.durationSeconds < airing.end - airing.start)
      note(
        "asset-short",
        `${airing.asset} is ${airing.end - airing.start - piece.durationSeconds} s shorter than its slot: filler airs after it.`,
      );
  }
  if (airing.planB !== undefined && !assets.has(airing.planB))
    note(
      "plan-b-unknown",
      `${airing.title}: its plan B ${airing.planB} is not in the library. Put it there, or link another one.`,
    );
  return notes;
}

function limitsOf({ limits }: Airing): TroubleLimits {
  return { blackSeconds: MAX_BLACK_SECONDS, ...limits };
}

function pieceOf(asset: AssetId | undefined, assets: LibraryPieces): AssetLength | undefined {
  if (asset === undefined) return undefined;
  const piece = assets.get(asset);
  return piece === undefined ? undefined : { asset, durationSeconds: piece.durationSeconds };
}
