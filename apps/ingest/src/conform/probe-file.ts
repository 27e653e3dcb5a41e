import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { chooseAudio, chooseVideo, FileStream } from "./choose-tracks.ts";
import { FileTimeline, lengthOf, type Shown } from "./file-timeline.ts";

/** What conforming must know about a file. */
export type ProbedFile = {
  video: FileStream;
  /** Undefined when it has no sound. */
  audio: FileStream | undefined;
  /** What of it is shown, in its own time. */
  shown: Shown;
  /** How long that lasts, in seconds, less what may be cut. */
  lengthSeconds: number;
};
export type ProbeAnswer = { kind: "media"; file: ProbedFile } | { kind: "not-media"; problem: string };

const NO_PICTURE = "no moving picture can be read from it; send a whole MP4, MOV, MKV or WebM";
const TOO_SHORT = "shorter than a few pictures; send at least a second";
/** A file with more leaps than this has no clock at all. */
const MAX_PIECES = 100;
const TOO_MANY_LEAPS = "its pictures are timed without any order; export it again";
const DAY_SECONDS = 86_400;
/** How long ffprobe or ffmpeg may say nothing before it is ended. */
const SILENT_MS = 60_000;
/** Up to this much over a whole second is cut. It is padding or rounding, and not worth holding a picture for a second. */
const OVERHANG_SECONDS = 0.1;

/**
 * The containers that we read. Playlists and scripts are not among them: they would make ffmpeg open other files and
 * addresses.
 */
export const SAFE_INPUT: readonly string[] = [
  "-protocol_whitelist",
  "file",
  "-format_whitelist",
  "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,avi,flv,asf,mxf,ogg,dv,nut",
];

const Streams = z.object({ streams: z.array(FileStream) });

/** Reads what a file holds, and what of it can be shown: what the container says of its length is often wrong. */
export async function probeFile(
  programs: { ffmpeg: string; ffprobe: string; silentMs?: number },
  path: string,
): Promise<ProbeAnswer> {
  const silentMs = programs.silentMs ?? SILENT_MS;
  let streamsJson = "";
  const listing = ["-show_streams", "-of", "json", path];
  const found = await run(programs.ffprobe, listing, silentMs, (line) => (streamsJson += line));
  const streams = found === "ended" ? readStreams(streamsJson) : undefined;
  const video = chooseVideo(streams ?? []);
  if (streams === undefined || video === undefined) return { kind: "not-media", problem: NO_PICTURE };
  const audio = chooseAudio(streams);
  const timeline = new FileTimeline({ hasSound: audio !== undefined });
  const packets = packetListing(path, audio === undefined ? [video] : [video, audio]);
  const listed = await run(programs.ffmpeg, packets, silentMs, timelineReader(timeline));
  if (listed === "silent") return { kind: "not-media", problem: stoodStill(silentMs) };
  const shown = timeline.shown();
  const { pieces } = shown;
  if (pieces.length === 0) return { kind: "not-media", problem: NO_PICTURE };
  if (pieces.length > MAX_PIECES) return { kind: "not-media", problem: TOO_MANY_LEAPS };
  const lengthSeconds = lengthOf(pieces) - OVERHANG_SECONDS;
  if (!(lengthSeconds > 0)) return { kind: "not-media", problem: TOO_SHORT };
  if (lengthSeconds > DAY_SECONDS)
    return { kind: "not-media", problem: "longer than a day; send it in parts" };
  return { kind: "media", file: { video, audio, shown, lengthSeconds } };
}

/** What is said of a file with which ffmpeg comes to no end. */
export function stoodStill(stallMs: number): string {
  return `ffmpeg stood still for ${stallMs / 1000} s; export the file again, or send it as H.264 and AAC`;
}

/** Lists packets in the time that ffmpeg gives them when it decodes: it joins what a joint tore apart. */
function packetListing(path: string, streams: readonly FileStream[]): string[] {
  const maps = streams.flatMap(({ index }) => ["-map", `0:${index}`]);
  return ["-nostdin", "-i", path, ...maps, ..."-c copy -f framecrc pipe:1".split(" ")];
}

/** Reads the lines of such a list. */
function timelineReader(timeline: FileTimeline): (line: string) => void {
  /** Seconds of a tick, by output stream. */
  const ticks: number[] = [];
  return (line) => {
    const tick = /^#tb (\d+): (\d+)\/(\d+)$/.exec(line);
    if (tick !== null) ticks[Number(tick[1])] = Number(tick[2]) / Number(tick[3]);
    if (line.startsWith("#")) return;
    const [stream = -1, decoded = 0, shown = decoded, duration = 0] = line.split(",").map(Number);
    const seconds = ticks[stream];
    if (seconds === undefined || !Number.isFinite(decoded)) return;
    timeline.add({
      decoded: decoded * seconds,
      shown: (Number.isFinite(shown) ? shown : decoded) * seconds,
      duration: duration * seconds,
    });
  };
}

function readStreams(json: string): FileStream[] | undefined {
  try {
    const parsed = Streams.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data.streams : undefined;
  } catch {
    return undefined;
  }
}

/** Runs ffprobe or ffmpeg. `silent`: it said nothing for `silentMs` and was ended. */
function run(
  program: string,
  options: readonly string[],
  silentMs: number,
  onLine: (line: string) => void,
): Promise<"ended" | "failed" | "silent"> {
  return new Promise((resolve) => {
    const child = spawn(program, ["-v", "error", ...SAFE_INPUT, ...options], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    let isSilent = false;
    const silent = setTimeout(() => {
      isSilent = true;
      child.kill("SIGKILL");
    }, silentMs);
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      silent.refresh();
      onLine(line);
    });
    const end = (how: "ended" | "failed"): void => {
      clearTimeout(silent);
      resolve(isSilent ? "silent" : how);
    };
    child.on("error", () => end("failed"));
    child.on("close", (code) => end(code === 0 ? "ended" : "failed"));
  });
}
