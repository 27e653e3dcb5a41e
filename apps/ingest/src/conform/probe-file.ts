import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { Chapter, chapterSeconds } from "./chapters.ts";
import { chooseAudio, chooseVideo, FileStream } from "./choose-tracks.ts";
import { packetList } from "./packet-list.ts";
import { FileTimeline, lengthOf, type Shown } from "./file-timeline.ts";

/** What conforming must know about a file. */
export type ProbedFile = {
  video: FileStream;
  /** Undefined when it has no sound. */
  audio: FileStream | undefined;
  /** What of it is shown, in its own time. */
  shown: Shown;
  /** Where its chapters begin, in whole seconds of what is shown. */
  chapters: number[];
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
/** Up to this much over a whole second is cut. It is padding or rounding, and not worth holding a picture for a second. */
export const OVERHANG_SECONDS = 0.1;

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

const Header = z.object({
  streams: z.array(FileStream),
  chapters: z.array(Chapter).default([]),
  format: z.object({ format_name: z.string().optional(), start_time: z.string().optional() }),
});

/**
 * Reads what a file holds, and what of it can be shown: what the container says of its length is often wrong. A program that says
 * nothing for `stallMs` is ended.
 */
export async function probeFile(
  o: { ffmpeg: string; ffprobe: string; stallMs: number },
  path: string,
): Promise<ProbeAnswer> {
  let json = "";
  const listing = ["-show_streams", "-show_chapters", "-show_format", "-of", "json", path];
  const found = await run(o.ffprobe, listing, o.stallMs, (line) => (json += line));
  const header = found === "ended" ? readHeader(json) : undefined;
  const video = chooseVideo(header?.streams ?? []);
  if (header === undefined || video === undefined) return { kind: "not-media", problem: NO_PICTURE };
  const audio = chooseAudio(header.streams);
  const timeline = new FileTimeline({ hasSound: audio !== undefined });
  const chosen = audio === undefined ? [video] : [video, audio];
  const { program, options, onLine } = packetList(header.format, path, chosen, timeline);
  const listed = await run(o[program], options, o.stallMs, onLine);
  if (listed === "silent") return { kind: "not-media", problem: stoodStill(o.stallMs) };
  const shown = timeline.shown();
  const { pieces } = shown;
  if (pieces.length === 0) return { kind: "not-media", problem: NO_PICTURE };
  if (pieces.length > MAX_PIECES) return { kind: "not-media", problem: TOO_MANY_LEAPS };
  const lengthSeconds = lengthOf(pieces) - OVERHANG_SECONDS;
  if (!(lengthSeconds > 0)) return { kind: "not-media", problem: TOO_SHORT };
  if (lengthSeconds > DAY_SECONDS)
    return { kind: "not-media", problem: "longer than a day; send it in parts" };
  const chapters = chapterSeconds(header.chapters, shown, Number(header.format.start_time) || 0);
  return { kind: "media", file: { video, audio, shown, chapters, lengthSeconds } };
}

/** What is said of a file with which ffmpeg comes to no end. */
export function stoodStill(stallMs: number): string {
  return `ffmpeg stood still for ${stallMs / 1000} s; export the file again, or send it as H.264 and AAC`;
}

function readHeader(json: string): z.infer<typeof Header> | undefined {
  try {
    return Header.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/** Runs ffprobe or ffmpeg. `silent`: it said nothing for `stallMs` and was ended. */
function run(
  program: string,
  options: readonly string[],
  stallMs: number,
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
    }, stallMs);
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
