import { present } from "@nonstop/contract/present";
import type { PlayoutStatus } from "@nonstop/contract/origin-socket";
import { secondOf } from "@nonstop/contract/time";
import type { AssetCache } from "../assets/asset-cache.ts";
import { chunksToAir, HOUR_SECONDS } from "../assets/asset-lookahead.ts";
import type { Clock } from "../time/clock.ts";
import type { ClockState } from "../time/open-clock.ts";
import type { IngestNews } from "../rooms/ingest-news.ts";
import type { Metrics } from "./metrics.ts";
import type { RoomOffers } from "../rooms/room-offers.ts";
import type { RunningOrder } from "../air/running-order.ts";
import type { Warnings } from "@nonstop/telemetry/warnings";

export type StatusParts = {
  playout: string;
  startedAtMs: number;
  clock: Clock;
  clockState: () => ClockState;
  order: RunningOrder;
  ingest: IngestNews;
  offers: RoomOffers;
  assets: AssetCache;
  metrics: Metrics;
  warnings: Warnings;
};

/** What this playout tells the control room about itself. */
export function statusOf(o: StatusParts): PlayoutStatus {
  const { offsetMs, skewMs } = o.clockState();
  return {
    playout: o.playout,
    startedAtMs: o.startedAtMs,
    rundownVersion: o.order.rundownVersion,
    clockOffsetMs: Math.round(offsetMs),
    clockSkewMs: Math.round(skewMs),
    ingestConnected: o.ingest.isConnected,
    rooms: o.offers.rooms,
    assetsAheadSeconds: assetsAheadSeconds(o),
    residentBytes: process.memoryUsage.rss(),
    ...present({ commitRoundTrip: o.metrics.roundTrips.summary }),
    proposed: o.metrics.total("seconds_proposed_total"),
    refused: o.metrics.total("seconds_refused_total"),
    warnings: o.warnings.sentences,
  };
}

// Seconds of air, up to an hour, for which no asset is missing.
function assetsAheadSeconds({ clock, order, assets }: StatusParts): number {
  const now = secondOf(clock.nowMs());
  const missing = chunksToAir(order, now, now + HOUR_SECONDS).find((chunk) => !assets.hasChunk(chunk));
  return missing === undefined ? HOUR_SECONDS : missing.airsAt - now;
}
