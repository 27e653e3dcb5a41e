import { RoomState } from "@nonstop/contract/room";
import type { FollowedClock } from "@nonstop/edge-client/followed-clock";
import { type Metric, prometheusText, type Sample } from "@nonstop/telemetry/prometheus-text";
import type { Warnings } from "@nonstop/telemetry/warnings";
import type { ConformQueue } from "../conform/conform-queue.ts";
import type { Pulls } from "../pull/pulls.ts";
import type { Rooms } from "../room/rooms.ts";
import type { RtmpDoor } from "../rtmp/rtmp-door.ts";

const JOB_STATES = ["arriving", "queued", "running", "ready", "failed"] as const;

/** All that this ingest tells about itself, in the Prometheus text format. */
export function metricsText(o: {
  rooms: Rooms;
  pulls: Pulls;
  door: RtmpDoor;
  clock: FollowedClock;
  queue: ConformQueue;
  warnings: Warnings;
}): string {
  const { rooms, door, clock } = o;
  return prometheusText([
    gauge(
      "rooms",
      "Rooms by state.",
      ...byState(
        RoomState.options,
        rooms.all().map((room) => room.status),
      ),
    ),
    gauge("pulls", "Sources that are pulled.", o.pulls.running),
    counter("seconds_offered_total", "Whole seconds offered by all rooms.", rooms.counts.second),
    counter("seconds_broken_total", "Seconds that could not be made whole.", rooms.counts.broken),
    counter("ffmpeg_restarts_total", "Restarts of a room's ffmpeg.", rooms.counts.restart),
    gauge("rtmp_connections", "RTMP connections open.", door.connections()),
    counter("rtmp_rejected_total", "RTMP connections ended without an accepted publish.", door.rejected()),
    {
      type: "histogram",
      name: "nonstop_ingest_readiness_seconds",
      help: "From the end of a second to its offer.",
      histogram: rooms.readiness,
    },
    gauge(
      "clock_offset_seconds",
      "Channel time minus the machine's clock at the start.",
      clock.offsetMs / 1000,
    ),
    gauge(
      "clock_skew_seconds",
      "Measured correction of channel time that is not made yet.",
      clock.skewMs / 1000,
    ),
    gauge("clock_measured", "1 once the edge's clock has been read.", clock.isMeasured ? 1 : 0),
    gauge("conform_jobs", "Conform jobs by state.", ...byState(JOB_STATES, o.queue.all())),
    gauge("warnings", "Warnings that stand.", o.warnings.sentences.length),
    gauge("resident_bytes", "Memory of this process, without its ffmpegs.", process.memoryUsage.rss()),
  ]);
}

function gauge(name: string, help: string, ...samples: Sample[]): Metric {
  return { type: "gauge", name: `nonstop_ingest_${name}`, help, samples };
}

function counter(name: string, help: string, value: number): Metric {
  return { type: "counter", name: `nonstop_ingest_${name}`, help, samples: [value] };
}

function byState(states: readonly string[], all: readonly { state: string }[]): Sample[] {
  return states.map((state) => ({
    labels: { state },
    value: all.filter((each) => each.state === state).length,
  }));
}
