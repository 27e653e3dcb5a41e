import type { AssetIndex } from "@nonstop/contract/asset";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import type { PieceStore } from "./piece-store.ts";

/** Puts a piece into the library: it may fill gaps and air as planned, and the video it was made of has arrived. */
export function addPiece(
  index: AssetIndex,
  o: { pieces: PieceStore; rundown: StationRundown; videos: VideoSteps; nowMs: number },
): void {
  if (!o.pieces.write(index, o.nowMs)) return;
  o.rundown.ask(o.nowMs);
  o.videos.pieceReady(index.asset, o.nowMs);
}
