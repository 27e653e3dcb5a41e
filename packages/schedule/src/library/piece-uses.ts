import type { Airing } from "@nonstop/contract/airing";
import type { Piece, PieceUse } from "@nonstop/contract/library";
import type { AssetId } from "@nonstop/contract/names";
import type { Rundown, Take } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { itemAt, takeAt } from "../item-at.ts";
import { wallDay, wallTime } from "../wall-time.ts";
import { BACK_SECONDS } from "../what-stays.ts";

/** One sentence names so many uses; the others are counted. */
const MAX_USES_TOLD = 3;

/** A collection of the programming team's, as far as it names pieces one by one. */
export type NamedCollection = { entry: string; title: string; pieces: readonly string[] };

/** All that may use a piece. */
export type MayUse = {
  airings: readonly Airing[];
  pieces: readonly Pick<Piece, "asset" | "title" | "filler" | "spanOf">[];
  collections: readonly NamedCollection[];
  rundown: Rundown | undefined;
  takes: readonly Take[];
};

/** Where a piece is used from `now` on, the nearest first. Pure. */
export function usesOfPiece(asset: AssetId, o: MayUse, now: Second): PieceUse[] {
  const fillers = o.pieces.filter(({ filler }) => filler);
  const isLast = fillers.length === 1 && fillers[0]?.asset === asset;
  return [
    ...(isOnAir(asset, o, now) ? [{ kind: "on-air" as const }] : []),
    ...o.airings
      .filter(({ end }) => end > now)
      .toSorted((a, b) => a.start - b.start)
      .flatMap((airing) => airingUse(asset, airing, now) ?? []),
    ...(isLast ? [{ kind: "last-filler" as const }] : []),
    ...o.pieces
      .filter(({ spanOf }) => spanOf === asset)
      .map(({ asset: span, title }) => ({ kind: "span" as const, asset: span, title })),
    ...o.collections
      .filter(({ pieces }) => pieces.includes(asset))
      .map(({ entry, title }) => ({ kind: "collection" as const, entry, title })),
  ];
}

/**
 * Whether a playout may still read the media of a piece. What is on their disks is of the rundown in force, so a piece that it does
 * not name any more, in what runs and comes, is not needed. Pure.
 */
export function mayBeRead(asset: AssetId, o: Pick<MayUse, "rundown" | "takes">, now: Second): boolean {
  const isIt = (piece: { asset: AssetId } | undefined): boolean => piece?.asset === asset;
  const items = o.rundown?.items.filter(({ end }) => end > now - BACK_SECONDS) ?? [];
  return (
    isOnAir(asset, o, now) ||
    o.takes.some(({ room }) => room.kind === "asset" && room.asset === asset) ||
    (o.rundown?.fillers.some(isIt) ?? false) ||
    items.some(
      ({ room, planB, fillers = [] }) =>
        (room.kind === "asset" && room.asset === asset) || isIt(planB) || fillers.some(isIt),
    )
  );
}

function isOnAir(
  asset: AssetId,
  { rundown, takes }: Pick<MayUse, "rundown" | "takes">,
  now: Second,
): boolean {
  const room = takeAt(takes, now)?.room ?? (rundown && itemAt(rundown, now)?.room);
  return room?.kind === "asset" && room.asset === asset;
}

/** Why a piece cannot be deleted, as one sentence. */
export function usesInWords(title: string, uses: readonly PieceUse[]): string {
  const told = uses.slice(0, MAX_USES_TOLD).map(useInWords);
  const more = uses.length - told.length;
  if (more > 0) told.push(`${more} more`);
  return `${title} is used: ${told.join("; ")}.`;
}

function useInWords(use: PieceUse): string {
  switch (use.kind) {
    case "on-air":
      return "it is on air now";
    case "airing": {
      const when = `${wallDay(use.start, use.timezone)} at ${wallTime(use.start, use.timezone)}`;
      const as = { recording: "planned as", "plan-b": "plan B of", block: "in the block" }[use.as];
      return `${as} ${use.title}, ${when}`;
    }
    case "last-filler":
      return "it is the only filler";
    case "span":
      return `${use.title} is a span of it`;
    case "collection":
    default:
      return `it is in the collection ${use.title}`;
  }
}

function airingUse(asset: AssetId, airing: Airing, now: Second): PieceUse | undefined {
  const { id, title, slug, start, timezone } = airing;
  const as = useOf(asset, airing, now);
  return as && { kind: "airing", as, airing: id, title, slug, start, timezone };
}

function useOf(asset: AssetId, airing: Airing, now: Second): "recording" | "plan-b" | "block" | undefined {
  if (airing.asset === asset) return "recording";
  if (airing.planB === asset) return "plan-b";
  if (airing.pieces?.some((piece) => piece.asset === asset && piece.end > now)) return "block";
  return undefined;
}
