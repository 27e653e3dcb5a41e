import type { AssetId } from "@nonstop/contract/names";
import type { Airing } from "@nonstop/contract/airing";
import { present } from "@nonstop/contract/present";
import { kindOfRoom } from "@nonstop/contract/room-names";
import type { AssetLength, Item } from "@nonstop/contract/rundown";
import type { TroubleLimits } from "@nonstop/contract/trouble";
import type { AiringSpan } from "./airing-spans.ts";

/** What the library knows of a piece. */
export type LibraryPieces = ReadonlyMap<AssetId, { durationSeconds: number; title: string }>;

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
      room: { kind: kindOfRoom(airing.room), room: airing.room },
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

function limitsOf({ limits }: Airing): TroubleLimits {
  return { blackSeconds: MAX_BLACK_SECONDS, ...limits };
}

function pieceOf(asset: AssetId | undefined, assets: LibraryPieces): AssetLength | undefined {
  if (asset === undefined) return undefined;
  const piece = assets.get(asset);
  return piece === undefined ? undefined : { asset, durationSeconds: piece.durationSeconds };
}
