import type { AssetIndex } from "@nonstop/contract/asset";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { StationStore } from "../station-store.ts";
import type { VideoSteps } from "../videos/video-steps.ts";

type Parts = { station: StationStore; rundown: StationRundown; videos: VideoSteps };

/** The pieces of the library, and who waits for them. */
export class LibraryPieces {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** Puts a piece into the library: fillers and planned recordings may air, and the video it was made of has arrived. */
  put(index: AssetIndex, nowMs: number): void {
    if (!this.#o.station.putPiece(index)) return;
    this.#o.rundown.ask(nowMs);
    this.#o.videos.pieceReady(index.asset, nowMs);
  }

  /** The names of all pieces. */
  names(): ReadonlySet<string> {
    return new Set(this.#o.station.pieces().map(({ asset }) => asset));
  }
}
