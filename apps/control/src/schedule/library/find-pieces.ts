import { log } from "@nonstop/door/log";
import type { HealingStore } from "../healings/healing-store.ts";
import type { ImportSteps } from "../imports/import-steps.ts";
import { addPiece } from "./add-piece.ts";
import type { LeavingPieces } from "./leaving-pieces.ts";
import type { PieceStore } from "./piece-store.ts";
import { readUnknownPieces } from "./read-unknown-pieces.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import type { PieceSources } from "../past/piece-sources.ts";
import type { Chore } from "../chores/chore-list.ts";

/** How often we look for pieces whose notice was lost. */
const FIND_MS = 60_000;

/** Adds the pieces that lie in R2 and that ingest told nobody of: it ends, or cannot reach us, between index and notice. */
export function findPieces(o: {
  pieces: PieceStore;
  sources: PieceSources;
  leaving: LeavingPieces;
  rundown: StationRundown;
  videos: VideoSteps;
  imports: ImportSteps;
  media: R2Bucket;
  healings: Pick<HealingStore, "note">;
}): Chore {
  let foundMs = 0;
  /** Each is logged once, until it can be read. */
  let unreadable: ReadonlySet<string> = new Set();
  return {
    name: "find-pieces",
    dueMs: () => foundMs + FIND_MS,
    async run(nowMs) {
      const isFirst = foundMs === 0;
      foundMs = nowMs;
      // What was deleted is still there for a while.
      const known = new Set([...o.pieces.all().map(({ asset }) => asset), ...o.leaving.names()]);
      const found = await readUnknownPieces(o.media, known);
      for (const index of found.indexes) addPiece(index, { ...o, nowMs });
      for (const asset of found.unreadable) if (!unreadable.has(asset)) log("piece-unreadable", { asset });
      unreadable = new Set(found.unreadable);
      // A library that is read for the first time has lost nothing.
      const lost = isFirst ? [] : found.indexes;
      for (const { title } of lost) {
        const message = `${title} lies in the library, and nobody told of it. It can be aired.`;
        o.healings.note({ atMs: nowMs, code: "unheard-piece", message });
      }
    },
  };
}
