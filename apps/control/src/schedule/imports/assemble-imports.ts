import type { Chore } from "../chores/chore-list.ts";
import { addPiece } from "../library/add-piece.ts";
import { LeavingPieces } from "../library/leaving-pieces.ts";
import type { PieceStore } from "../library/piece-store.ts";
import { PieceSources } from "../past/piece-sources.ts";
import type { EventStore } from "../events/event-store.ts";
import type { MeetingRecordings } from "../ports/meeting-recordings.ts";
import type { Vendor } from "../ports/vendors.ts";
import { fetchRecordings } from "../recordings/fetch-recordings.ts";
import type { RecordingStore } from "../recordings/recording-store.ts";
import type { ConformOrders } from "../ports/conform-orders.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import { StepDriver } from "../steps/step-driver.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import { ImportDesk } from "./import-desk.ts";
import { ImportSteps } from "./import-steps.ts";
import { ImportStore } from "./import-store.ts";
import { tidyImport } from "./tidy-import.ts";

/** What brings recordings into the library: the steps of each, and where they are asked for. */
export type Importing = { imports: ImportSteps; importDesk: ImportDesk };

/** Puts together what brings recordings into the library. */
export function assembleImports(o: {
  sql: SqlStorage;
  pieces: PieceStore;
  rundown: StationRundown;
  videos: VideoSteps;
  events: EventStore;
  kept: RecordingStore;
  media: R2Bucket;
  ingest: ConformOrders;
  recordings: Vendor<MeetingRecordings>;
  upstreamDelaySeconds: number;
  nowMs: () => number;
}): { parts: Importing; chores: Chore[] } {
  const { pieces, ingest, nowMs } = o;
  const store = new ImportStore(o.sql);
  const leaving = new LeavingPieces(o.sql);
  const sources = new PieceSources(o.sql);
  const imports: ImportSteps = new ImportSteps({
    imports: store,
    pieces,
    ingest,
    tidy: (one) =>
      tidyImport(one, {
        media: o.media,
        addPiece: (index) => addPiece(index, { ...o, leaving, sources, imports, nowMs: nowMs() }),
      }),
  });
  const importDesk = new ImportDesk({ imports: store, pieces, ingest });
  const fromMeetings = fetchRecordings({ ...o, vendor: o.recordings, recordings: o.kept, importDesk });
  return {
    parts: { imports, importDesk },
    chores: [...new StepDriver(imports, nowMs).chores(), fromMeetings],
  };
}
