import type { Settings } from "../../settings.ts";
import type { Chore } from "../chores/chore-list.ts";
import type { EventStore } from "../events/event-store.ts";
import { addPiece } from "../library/add-piece.ts";
import { LeavingPieces } from "../library/leaving-pieces.ts";
import type { PieceStore } from "../library/piece-store.ts";
import { PieceSources } from "../past/piece-sources.ts";
import type { Vendors } from "../ports/vendors.ts";
import { fetchRecordings } from "../recordings/fetch-recordings.ts";
import type { RecordingStore } from "../recordings/recording-store.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import { StepDriver } from "../steps/step-driver.ts";
import { VideoSteps } from "../videos/video-steps.ts";
import type { VideoStore } from "../videos/video-store.ts";
import { ArrivedFiles } from "./arrived-files.ts";
import { ImportDesk } from "./import-desk.ts";
import { ImportSteps } from "./import-steps.ts";
import { ImportStore } from "./import-store.ts";
import { lookIntoBucket } from "./look-into-bucket.ts";
import { tidyImport } from "./tidy-import.ts";

/** What brings recordings into the library: the steps of each, and where they are asked for. */
export type Importing = {
  imports: ImportSteps;
  importDesk: ImportDesk;
  arrivedFiles: ArrivedFiles;
  videos: VideoSteps;
};

/** Puts together what brings recordings into the library. */
export function assembleImports(o: {
  sql: SqlStorage;
  settings: Settings;
  vendors: Vendors;
  pieces: PieceStore;
  rundown: StationRundown;
  events: EventStore;
  kept: RecordingStore;
  videoStore: VideoStore;
  media: R2Bucket;
  nowMs: () => number;
}): { parts: Importing; chores: Chore[] } {
  const { pieces, nowMs, settings, vendors, events, media } = o;
  const { ingest, recordings: vendor } = vendors;
  const { upstreamDelaySeconds, streamTag: tag, timezone } = settings;
  const isOurInput = (input: string): boolean => events.ofInput(input) !== undefined;
  const videos = new VideoSteps({ videos: o.videoStore, pieces, doors: vendors, tag, isOurInput });
  const store = new ImportStore(o.sql);
  const leaving = new LeavingPieces(o.sql);
  const sources = new PieceSources(o.sql);
  const imports: ImportSteps = new ImportSteps({
    imports: store,
    pieces,
    ingest,
    tidy: (one) =>
      tidyImport(one, {
        media,
        addPiece: (index) => addPiece(index, { ...o, leaving, sources, videos, imports, nowMs: nowMs() }),
      }),
  });
  const importDesk = new ImportDesk({ imports: store, pieces, ingest });
  const arrivedFiles = new ArrivedFiles({ desk: importDesk, media, timezone });
  const fromMeetings = { ...o, vendor, recordings: o.kept, importDesk, upstreamDelaySeconds };
  return {
    parts: { imports, importDesk, arrivedFiles, videos },
    chores: [
      ...new StepDriver(videos, nowMs).chores(),
      ...new StepDriver(imports, nowMs).chores(),
      fetchRecordings(fromMeetings),
      lookIntoBucket({ arrived: arrivedFiles, media }),
    ],
  };
}
