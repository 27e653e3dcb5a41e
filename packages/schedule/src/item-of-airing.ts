import type { AssetId } from "@nonstop/contract/names";
import type { Airing, AiringPiece } from "@nonstop/contract/airing";
import { present } from "@nonstop/contract/present";
import { kindOfRoom } from "@nonstop/contract/room-names";
import type { AssetLength, Item } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import type { TroubleLimits } from "@nonstop/contract/trouble";
import type { AiringSpan } from "./airing-spans.ts";
import { hasRights, type Rights } from "./library/rights.ts";

/** What the library knows of a piece. */
export type LibraryPieces = ReadonlyMap<
  AssetId,
  { durationSeconds: number; title: string; breaks?: readonly number[] } & Rights
>;

/** How long a live room may be black unless its airing says otherwise: no show is meant to be for so long. A still picture and silence may be meant, so they have no limit of the station's. */
const MAX_BLACK_SECONDS = 20;

/** The items that air `span` of its airing, by start, as far as there is something to air; the rest of the span are gaps. */
export function itemsOfAiring(span: AiringSpan & { airing: Airing }, assets: LibraryPieces): Item[] {
  const { airing, start, end } = span;
  const pieces = airing.pieces ?? [];
  if (pieces.length === 0) {
    const item = itemOfAiring(span, assets);
    return item === undefined ? [] : [item];
  }
  return pieces
    .filter((piece) => piece.start < end && piece.end > start && assets.has(piece.asset))
    .map((piece) => itemOfPiece(airing, piece, { span, assets }));
}

/** A piece of a block, which airs under its own title. */
function itemOfPiece(
  airing: Airing,
  { asset, title, ...piece }: AiringPiece,
  o: { span: AiringSpan; assets: LibraryPieces },
): Item {
  const start = Math.max(piece.start, o.span.start);
  return {
    id: `${airing.id}@${start}`,
    kind: "recording",
    start,
    end: Math.min(piece.end, o.span.end),
    title,
    programme: airing.title,
    airing: airing.id,
    room: { kind: "asset", asset, startSecond: piece.start },
    ...present({ planB: pieceOf(airing.planB, airing, o.assets) }),
  };
}

function itemOfAiring(span: AiringSpan & { airing: Airing }, assets: LibraryPieces): Item | undefined {
  const { airing, start, end } = span;
  const planB = pieceOf(airing.planB, airing, assets);
  const common = {
    id: `${airing.id}@${start}`,
    start,
    end,
    title: airing.title,
    airing: airing.id,
  };
  if (airing.kind === "slate") return { ...common, kind: "slate", room: { kind: "slate" } };
  if (airing.kind === "live" && airing.room !== undefined)
    return {
      ...common,
      kind: "live",
      room: { kind: kindOfRoom(airing.room), room: airing.room },
      ...present({ planB, planBFromPool: planB === undefined ? airing.planBFromPool : undefined }),
      limits: limitsOf(airing),
    };
  const main = airing.kind === "recording" ? pieceOf(airing.asset, airing, assets) : undefined;
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

function limitsOf({ limits }: Airing): TroubleLimits {
  return { blackSeconds: MAX_BLACK_SECONDS, ...limits };
}

// What may not air for all of its airing is as good as missing.
function pieceOf(asset: AssetId | undefined, airing: Airing, assets: LibraryPieces): AssetLength | undefined {
  const piece = asset === undefined ? undefined : assets.get(asset);
  if (asset === undefined || piece === undefined) return undefined;
  const { durationSeconds } = piece;
  return hasRights(piece, shownSpan(airing, durationSeconds)) ? { asset, durationSeconds } : undefined;
}

/** The span in which a piece of so many seconds is shown when an airing begins with it. */
export function shownSpan(
  { start, end }: Pick<Airing, "start" | "end">,
  durationSeconds: number,
): { start: Second; end: Second } {
  return { start, end: Math.min(end, start + durationSeconds) };
}
