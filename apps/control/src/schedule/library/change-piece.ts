import type { Piece } from "@nonstop/contract/library";
import type { AssetId } from "@nonstop/contract/names";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { FactsChange, PieceStore } from "./piece-store.ts";

type Misfit = { field: string; message: string; cure: string };
export type PieceChanged =
  | { kind: "changed"; piece: Piece }
  | { kind: "unknown" }
  | ({ kind: "misfit" } & Misfit);

/** Writes down what a producer says of a piece, if it fits the piece. */
export function changePiece(
  asset: AssetId,
  change: FactsChange,
  o: { pieces: PieceStore; rundown: Pick<StationRundown, "ask">; nowMs: number },
): PieceChanged {
  const piece = o.pieces.find(asset);
  if (piece === undefined) return { kind: "unknown" };
  const misfit = misfitOf(piece, change);
  if (misfit !== undefined) return { kind: "misfit", ...misfit };
  if (o.pieces.know(asset, inOrder(change))) o.rundown.ask(o.nowMs);
  return { kind: "changed", piece: o.pieces.find(asset) ?? piece };
}

/** What of a change cannot be so. Pure. */
function misfitOf(piece: Piece, { breaks, rightsFrom, rightsTo }: FactsChange): Misfit | undefined {
  const from = rightsFrom === undefined ? piece.rightsFrom : rightsFrom;
  const to = rightsTo === undefined ? piece.rightsTo : rightsTo;
  if (from !== undefined && from !== null && to !== undefined && to !== null && to <= from)
    return {
      field: rightsTo === undefined ? "rightsFrom" : "rightsTo",
      message: "the rights end before they begin",
      cure: "Give an end that is later.",
    };
  const late = breaks?.find((second) => second === 0 || second >= piece.durationSeconds);
  if (late === undefined) return undefined;
  return {
    field: "breaks",
    message: `${late} s is not inside the piece, which is ${piece.durationSeconds} s long`,
    cure: "Give seconds after its first and before its end.",
  };
}

/** Lists without what stands in them twice, and breaks by time. Pure. */
function inOrder(change: FactsChange): FactsChange {
  const { tags, territories, breaks } = change;
  return {
    ...change,
    tags: tags && [...new Set(tags)],
    territories: territories && [...new Set(territories)].sort(),
    breaks: breaks && [...new Set(breaks)].sort((a, b) => a - b),
  };
}
