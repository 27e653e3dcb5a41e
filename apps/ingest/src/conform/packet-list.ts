import type { FileStream } from "./choose-tracks.ts";
import type { FileTimeline } from "./file-timeline.ts";

/** A container, as ffprobe tells of it. */
export type Container = { format_name?: string | undefined; start_time?: string | undefined };

/** How the packets of a file are listed: by which program, with which options, and how its lines are read. */
export type PacketList = {
  program: "ffmpeg" | "ffprobe";
  options: readonly string[];
  onLine: (line: string) => void;
};

/** Containers whose clock may leap, as that of a broadcast does. ffmpeg joins what a leap tore apart. */
const LEAPING = /mpegts|mpeg\b|flv|ogg|nut/;

/** Lists the packets of these streams into a timeline, in the time that ffmpeg gives them when it decodes. */
export function packetList(
  container: Container,
  path: string,
  streams: readonly FileStream[],
  timeline: FileTimeline,
): PacketList {
  return LEAPING.test(container.format_name ?? "")
    ? joinedList(path, streams, timeline)
    : plainList(container, path, streams, timeline);
}

/** What ffmpeg would decode. (It moves packets that come before their time, so it is of no use for other containers.) */
function joinedList(path: string, streams: readonly FileStream[], timeline: FileTimeline): PacketList {
  /** Seconds of a tick, by output stream. */
  const ticks: number[] = [];
  const maps = streams.flatMap(({ index }) => ["-map", `0:${index}`]);
  return {
    program: "ffmpeg",
    options: ["-nostdin", "-i", path, ...maps, ..."-c copy -f framecrc pipe:1".split(" ")],
    onLine: (line) => {
      const tick = /^#tb (\d+): (\d+)\/(\d+)$/.exec(line);
      if (tick !== null) ticks[Number(tick[1])] = Number(tick[2]) / Number(tick[3]);
      if (line.startsWith("#")) return;
      const [stream = -1, decoded = Number.NaN, shown = decoded, duration = 0] = line.split(",").map(Number);
      const seconds = ticks[stream] ?? Number.NaN;
      add(timeline, { decoded: decoded * seconds, shown: shown * seconds, duration: duration * seconds });
    },
  };
}

/** What stands in the container, from its own start on. */
function plainList(
  container: Container,
  path: string,
  streams: readonly FileStream[],
  timeline: FileTimeline,
): PacketList {
  const start = Number(container.start_time) || 0;
  const indexes = new Set(streams.map(({ index }) => index));
  const entries = "packet=stream_index,pts_time,dts_time,duration_time";
  return {
    program: "ffprobe",
    options: ["-show_entries", entries, "-of", "csv=p=0", path],
    onLine: (line) => {
      const [stream = -1, shown = Number.NaN, decoded = Number.NaN, duration = 0] = line
        .split(",")
        .map(Number);
      if (indexes.has(stream)) add(timeline, { decoded: decoded - start, shown: shown - start, duration });
    },
  };
}

/** Adds a packet of which one time may not be known. */
function add(timeline: FileTimeline, packet: { decoded: number; shown: number; duration: number }): void {
  const decoded = Number.isFinite(packet.decoded) ? packet.decoded : packet.shown;
  const shown = Number.isFinite(packet.shown) ? packet.shown : decoded;
  const duration = Number.isFinite(packet.duration) ? packet.duration : 0;
  if (Number.isFinite(decoded)) timeline.add({ decoded, shown, duration });
}
