import { RoomState } from "@nonstop/contract/room";
import type { ChannelClock } from "../time/channel-clock.ts";
import type { ConformQueue } from "../conform/conform-queue.ts";
import type { Pulls } from "../pull/pulls.ts";
import type { Rooms } from "../room/rooms.ts";
import type { RtmpDoor } from "../rtmp/rtmp-door.ts";

/** All metrics in the Prometheus text format. */
export function metricsText(o: {
  rooms: Rooms;
  pulls: Pulls;
  door: RtmpDoor;
  clock: ChannelClock;
  queue: ConformQueue;
}): string {
  const lines: string[] = [];
  const metric = (
    name: string,
    type: string,
    help: string,
    values: readonly (readonly [string, number])[],
  ): void => {
    lines.push(`# HELP nonstop_ingest_${name} ${help}`, `# TYPE nonstop_ingest_${name} ${type}`);
    for (const [labels, value] of values) lines.push(`nonstop_ingest_${name}${labels} ${value}`);
  };
  const statuses = o.rooms.all().map((room) => room.status);
  metric(
    "rooms",
    "gauge",
    "Rooms by state.",
    RoomState.options.map((state) => [
      `{state="${state}"}`,
      statuses.filter((each) => each.state === state).length,
    ]),
  );
  metric("pulls", "gauge", "Sources that are pulled.", [["", o.pulls.running]]);
  metric("seconds_offered_total", "counter", "Whole seconds offered by all rooms.", [
    ["", o.rooms.counts.second],
  ]);
  metric("seconds_broken_total", "counter", "Seconds that could not be made whole.", [
    ["", o.rooms.counts.broken],
  ]);
  metric("ffmpeg_restarts_total", "counter", "Restarts of a room's ffmpeg.", [["", o.rooms.counts.restart]]);
  metric("rtmp_connections", "gauge", "RTMP connections open.", [["", o.door.connections()]]);
  metric("rtmp_rejected_total", "counter", "RTMP connections ended without an accepted publish.", [
    ["", o.door.rejected()],
  ]);
  const { latency } = o.rooms;
  lines.push(
    "# HELP nonstop_ingest_readiness_seconds From the end of a second to its offer.",
    "# TYPE nonstop_ingest_readiness_seconds histogram",
    ...latency.buckets.map(
      (b) => `nonstop_ingest_readiness_seconds_bucket{le="${b.upToMs / 1000}"} ${b.count}`,
    ),
    `nonstop_ingest_readiness_seconds_bucket{le="+Inf"} ${latency.count}`,
    `nonstop_ingest_readiness_seconds_sum ${latency.sumMs / 1000}`,
    `nonstop_ingest_readiness_seconds_count ${latency.count}`,
  );
  metric("clock_skew_seconds", "gauge", "Last measured difference to the edge's clock.", [
    ["", o.clock.skewMs / 1000],
  ]);
  metric("clock_measured", "gauge", "1 once the edge's clock has been read.", [
    ["", o.clock.measured ? 1 : 0],
  ]);
  const jobs = o.queue.all();
  metric(
    "conform_jobs",
    "gauge",
    "Conform jobs by state.",
    (["arriving", "queued", "running", "ready", "failed"] as const).map((state) => [
      `{state="${state}"}`,
      jobs.filter((job) => job.state === state).length,
    ]),
  );
  metric("resident_bytes", "gauge", "Memory of this process, without its ffmpegs.", [
    ["", process.memoryUsage.rss()],
  ]);
  return `${lines.join("\n")}\n`;
}
