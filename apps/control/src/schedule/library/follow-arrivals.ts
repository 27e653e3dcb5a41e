import { secondOf } from "@nonstop/contract/time";
import type { AirFacts } from "../events/air-facts.ts";
import type { EventStore } from "../events/event-store.ts";
import type { ArrivingPieces } from "./arriving-pieces.ts";
import type { PieceStore } from "./piece-store.ts";
import type { ConformOrders } from "../ports/conform-orders.ts";
import type { Chore } from "../chores/chore-list.ts";

const LOOK_MS = 30_000;

/**
 * Asks ingest how far the pieces are that a coming programme needs and the library lacks, so that its entry tells "still being
 * conformed" from "not there". Nobody is asked while nothing is missing.
 */
export function followArrivals(o: {
  events: EventStore;
  pieces: PieceStore;
  arriving: ArrivingPieces;
  facts: AirFacts;
  ingest: ConformOrders;
}): Chore {
  let looked: string | undefined;
  let againMs: number | undefined;
  return {
    name: "follow-arrivals",
    dueMs: () => (looked === o.facts.version ? againMs : 0),
    async run(nowMs) {
      looked = o.facts.version;
      const airings = o.events.airingsEndingAfter(secondOf(nowMs));
      const isMissing = airings.some(({ asset, planB }) =>
        [asset, planB].some((name) => name !== undefined && !o.pieces.has(name)),
      );
      againMs = isMissing ? nowMs + LOOK_MS : undefined;
      if (!isMissing) return;
      const answer = await o.ingest.readJobs();
      if (answer.kind !== "ok") return;
      o.arriving.told(answer.value);
      looked = o.facts.version;
    },
  };
}
