import type { AssetIndex } from "@nonstop/contract/asset";
import type { ImportSteps } from "../imports/import-steps.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import type { PieceSources } from "../past/piece-sources.ts";
import type { LeavingPieces } from "./leaving-pieces.ts";
import type { PieceStore } from "./piece-store.ts";

/** Puts a piece into the library: it may fill gaps and air as planned, and the video or the import it was made of has arrived. */
export function addPiece(
  index: AssetIndex,
  o: {
    pieces: PieceStore;
    leaving: Pick<LeavingPieces, "has">;
    sources: Pick<PieceSources, "note">;
    rundown: StationRundown;
    videos: VideoSteps;
    imports: ImportSteps;
    nowMs: number;
  },
): void {
  // What was deleted does not come back by a notice that was late.
  if (o.leaving.has(index.asset)) return;
  const { digest } = index;
  if (digest !== undefined) o.pieces.know(index.asset, { digest });
  o.sources.note(index);
  if (!o.pieces.write(index, o.nowMs)) return;
  o.rundown.ask(o.nowMs);
  o.videos.pieceReady(index.asset, o.nowMs);
  o.imports.pieceReady(index.asset, o.nowMs);
}
