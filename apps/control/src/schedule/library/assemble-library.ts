import type { Chore } from "../chores/chore-list.ts";
import { findPieces } from "./find-pieces.ts";
import { keepPieces } from "../past/keep-pieces.ts";
import { makeReruns } from "../past/make-reruns.ts";
import { makeSegments } from "../past/make-segments.ts";
import { removeMedia } from "./remove-media.ts";
import { sweepMedia } from "../past/sweep-media.ts";
import { sweepPosters } from "./sweep-posters.ts";
import type { AiredAirings } from "../ahead/aired-airings.ts";
import type { StationAhead } from "../ahead/station-ahead.ts";
import type { EventStore } from "../events/event-store.ts";
import type { HealingStore } from "../healings/healing-store.ts";
import type { ImportSteps } from "../imports/import-steps.ts";
import type { Facts } from "../facts.ts";
import { AiredShowStore } from "../past/aired-show-store.ts";
import { PieceMaker } from "../past/piece-maker.ts";
import type { PieceMedia } from "../past/piece-media.ts";
import { PieceSources } from "../past/piece-sources.ts";
import { SegmentStore } from "../past/segment-store.ts";
import { SpanDesk } from "../past/span-desk.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import type { PublishedStore } from "../published/published-store.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import type { ProgrammingStore } from "../programming/programming-store.ts";
import type { ConformOrders } from "../ports/conform-orders.ts";
import { makePromos } from "../promos/make-promos.ts";
import { PromoStore } from "../promos/promo-store.ts";
import type { Settings } from "../../settings.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import { LeavingPieces } from "./leaving-pieces.ts";
import { LibraryDesk } from "./library-desk.ts";
import { PublicShelf } from "./public-shelf.ts";
import type { PieceStore } from "./piece-store.ts";

/** Where producers work with pieces, and what is known of their media. */
export type LibraryParts = {
  leaving: LeavingPieces;
  sources: PieceSources;
  libraryDesk: LibraryDesk;
  shelf: PublicShelf;
  spans: SpanDesk;
};

/** Puts together what becomes of pieces once they are there: where producers work with them, and the chores. */
export function assembleLibrary(o: {
  sql: SqlStorage;
  events: EventStore;
  ahead: StationAhead;
  aired: AiredAirings;
  pieces: PieceStore;
  published: PublishedStore;
  rundown: StationRundown;
  videos: VideoSteps;
  imports: ImportSteps;
  channel: ChannelCalls;
  channelName: string;
  media: R2Bucket;
  healings: HealingStore;
  pieceMedia: PieceMedia;
  warnings: WarningStore;
  facts: Facts;
  overRunSeconds: number;
  settings: Pick<Settings, "territory" | "timezone">;
  programming: Pick<ProgrammingStore, "programming">;
  ingest: ConformOrders;
}): { parts: LibraryParts; chores: Chore[] } {
  const { territory, timezone } = o.settings;
  const leaving = new LeavingPieces(o.sql);
  const sources = new PieceSources(o.sql);
  const shows = new AiredShowStore(o.sql);
  const parts = { ...o, leaving, sources, shows };
  const shelf = new PublicShelf({ ...o, territory });
  const maker = new PieceMaker(parts);
  const spans = new SpanDesk({ ...parts, maker });
  const libraryDesk = new LibraryDesk(parts);
  const segments = new SegmentStore(o.sql);
  return {
    parts: { leaving, sources, spans, shelf, libraryDesk },
    chores: [
      findPieces(parts),
      makeReruns({ ...parts, maker }),
      makeSegments({ ...parts, segments, spans, libraryDesk }),
      makePromos({ ...parts, territory, timezone, libraryDesk, promos: new PromoStore(o.sql) }),
      keepPieces(parts),
      removeMedia(parts),
      sweepMedia({ ...parts, channel: o.channelName }),
      sweepPosters(parts),
      shelf,
    ],
  };
}
