import type { Chore } from "../chores/chore-list.ts";
import { findPieces } from "../chores/find-pieces.ts";
import { removeMedia } from "../chores/remove-media.ts";
import type { EventStore } from "../events/event-store.ts";
import type { HealingStore } from "../healings/healing-store.ts";
import type { ImportSteps } from "../imports/import-steps.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import type { PublishedStore } from "../published/published-store.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import { LeavingPieces } from "./leaving-pieces.ts";
import { LibraryDesk } from "./library-desk.ts";
import type { PieceStore } from "./piece-store.ts";

/** Puts together what becomes of pieces once they are there: where producers work with them, and the chores. */
export function assembleLibrary(o: {
  sql: SqlStorage;
  events: EventStore;
  pieces: PieceStore;
  published: PublishedStore;
  rundown: StationRundown;
  videos: VideoSteps;
  imports: ImportSteps;
  channel: ChannelCalls;
  media: R2Bucket;
  healings: HealingStore;
}): { leaving: LeavingPieces; libraryDesk: LibraryDesk; chores: Chore[] } {
  const leaving = new LeavingPieces(o.sql);
  const parts = { ...o, leaving };
  return {
    leaving,
    libraryDesk: new LibraryDesk(parts),
    chores: [findPieces(parts), removeMedia(parts)],
  };
}
