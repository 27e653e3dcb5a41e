import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";

/** What conforming must know about a file. */
export type ProbedFile = {
  videoIndex: number;
  /** Undefined when it has no sound. */
  audioIndex: number | undefined;
  /** From its first to its last packet, in seconds, less what may be cut. */
  lengthSeconds: number;
  /** True when its colours must be brought to BT.709. */
  needsColourMatrix: boolean;
};
export type ProbeAnswer = { kind: "media"; file: ProbedFile } | { kind: "not-media"; problem: string };

const NO_PICTURE = "no moving picture can be read from it; send a whole MP4, MOV, MKV or WebM";
const TOO_SHORT = "shorter than a few pictures; send at least a second";
const DAY_SECONDS = 86_400;
/** How long ffprobe may say nothing before it is ended. */
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

const Streams = z.object({
  streams: z.array(
    z.object({
      index: z.int(),
      codec_type: z.string().optional(),
      width: z.number().optional(),
      pix_fmt: z.string().optional(),
      color_space: z.string().optional(),
      color_range: z.string().optional(),
      sample_rate: z.string().optional(),
      disposition: z.object({ attached_pic: z.int() }).partial().optional(),
    }),
  ),
});

/** Reads what a file holds, and its true length from its packets: what the container says is often wrong. */
export async function probeFile(ffprobe: string, path: string): Promise<ProbeAnswer> {
  let streamsJson = "";
  const found = await run(ffprobe, ["-show_streams", "-of", "json", path], (line) => (streamsJson += line));
  const streams = found ? readStreams(streamsJson) : undefined;
  const video = streams?.find(
    (s) => s.codec_type === "video" && (s.width ?? 0) > 0 && s.disposition?.attached_pic !== 1,
  );
  if (streams === undefined || video === undefined) return { kind: "not-media", problem: NO_PICTURE };
  const audio = streams.find(
    (s) => s.codec_type === "audio" && s.sample_rate !== undefined && s.sample_rate !== "0",
  );
  const indexes = new Set([video.index, ...(audio === undefined ? [] : [audio.index])]);
  const span = { first: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY };
  const entries = "packet=stream_index,pts_time,duration_time";
  await run(ffprobe, ["-show_entries", entries, "-of", "csv=p=0", path], (line) => {
    const [index, at, duration] = line.split(",").map(Number);
    if (index === undefined || at === undefined || !indexes.has(index) || !Number.isFinite(at)) return;
    span.first = Math.min(span.first, Math.max(0, at));
    const end = at + (Number.isFinite(duration) ? (duration ?? 0) : 0);
    span.end = Math.max(span.end, end - OVERHANG_SECONDS);
  });
  const lengthSeconds = span.end - span.first;
  if (!(lengthSeconds > 0))
    return { kind: "not-media", problem: Number.isFinite(lengthSeconds) ? TOO_SHORT : NO_PICTURE };
  if (lengthSeconds > DAY_SECONDS)
    return { kind: "not-media", problem: "longer than a day; send it in parts" };
  return {
    kind: "media",
    file: {
      videoIndex: video.index,
      audioIndex: audio?.index,
      lengthSeconds,
      needsColourMatrix:
        /^(rgb|bgr|gbr|pal8|yuvj)/.test(video.pix_fmt ?? "") ||
        video.color_range === "pc" ||
        /^(smpte170m|bt470bg|bt2020)/.test(video.color_space ?? ""),
    },
  };
}

function readStreams(json: string): z.infer<typeof Streams>["streams"] | undefined {
  try {
    const parsed = Streams.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data.streams : undefined;
  } catch {
    return undefined;
  }
}

function run(ffprobe: string, options: readonly string[], onLine: (line: string) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(ffprobe, ["-v", "error", ...SAFE_INPUT, ...options], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const silent = setTimeout(() => child.kill("SIGKILL"), SILENT_MS);
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      silent.refresh();
      onLine(line);
    });
    const end = (found: boolean): void => {
      clearTimeout(silent);
      resolve(found);
    };
    child.on("error", () => end(false));
    child.on("close", (code) => end(code === 0));
  });
}
