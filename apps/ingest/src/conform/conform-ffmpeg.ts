import type { HouseFormat } from "@nonstop/contract/house-format";
import { fit, FULL_MONO, houseOutput, latticeFilters } from "../ffmpeg/house-command.ts";
import { type FfmpegRun, runFfmpeg } from "../ffmpeg/run-ffmpeg.ts";
import { lengthOf, piecesFilter } from "./file-timeline.ts";
import { pictureFilters } from "./picture-filters.ts";
import { type ProbedFile, SAFE_INPUT } from "./probe-file.ts";

/** A file, and what of it is shown. */
export type ConformPart = { path: string; file: ProbedFile };

/** Inputs are moved here, so that the AAC priming does not lie before zero; the splitter moves them back. */
export const SHIFT = 8;
/** Otherwise a picture of another size would start all filters again, at their first second. */
const KEEP_FILTERS = ["-reinit_filter:v", "0"];
/** A picture that stands for an hour is encoded at its end, when all sound of the hour is there already. */
const WAIT_FOR_PICTURES = "-max_interleave_delta 0 -max_muxing_queue_size 1000000".split(" ");
/** Live rooms come first. */
const NICENESS = 19;
const SILENCE = "anullsrc=r=48000:cl=stereo";

type Source = {
  /** Parts of the filter graph that come before. */
  graph: readonly string[];
  video: string;
  audio: string;
  beforeVideo: string;
  beforeAudio?: string;
};

/** Runs the ffmpeg that brings files onto the lattice, one after the other, from second `SHIFT` on. */
export function conformFfmpeg(
  parts: readonly ConformPart[],
  o: { ffmpeg: string; format: HouseFormat; durationSeconds: number },
): FfmpegRun {
  // One second more than the asset has: its last AAC frames come from there.
  const end = SHIFT + o.durationSeconds + 1;
  const shift = ["-itsoffset", String(SHIFT)];
  const [first] = parts;
  if (first === undefined) throw new Error("there is no file");
  const isSilent = parts.length === 1 && first.file.audio === undefined;
  const { graph, ...source } = parts.length === 1 ? oneFile(first.file, o.format) : joined(parts, o.format);
  const lattice = latticeFilters(o.format, {
    ...source,
    second: SHIFT,
    afterVideo: `tpad=stop=-1:stop_mode=clone,trim=end=${end}`,
    afterAudio: `apad,atrim=end=${end + 0.2}`,
  });
  return runFfmpeg({
    program: o.ffmpeg,
    inputs: [
      ...parts.map(({ path }) => ({ source: path, options: [...shift, ...SAFE_INPUT, ...KEEP_FILTERS] })),
      ...(isSilent ? [{ source: SILENCE, options: [...shift, "-f", "lavfi"] }] : []),
    ],
    filterGraph: [...graph, lattice.graph].join(";"),
    output: [...houseOutput(o.format, lattice.labels), ...WAIT_FOR_PICTURES],
    niceness: NICENESS,
  });
}

function oneFile({ video, audio, shown }: ProbedFile, format: HouseFormat): Source {
  const mended = piecesFilter(shown, SHIFT);
  return {
    graph: [],
    video: `[0:${video.index}]`,
    audio: audio === undefined ? "[1:a:0]" : `[0:${audio.index}]`,
    beforeVideo: [mended?.video, pictureFilters(video, format)].filter(Boolean).join(","),
    ...(audio === undefined || mended === undefined ? {} : { beforeAudio: mended.audio }),
  };
}

/** Each file by itself from second 0 on, in one size and one kind of sound, as ffmpeg's `concat` wants them; then moved together. */
function joined(parts: readonly ConformPart[], format: HouseFormat): Source {
  const graph = parts.flatMap(({ file }, i) => [
    `[${i}:${file.video.index}]${pictureOf(file, format)}[v${i}]`,
    `${soundOf(file, i)}[a${i}]`,
  ]);
  const labels = parts.map((_, i) => `[v${i}][a${i}]`).join("");
  return {
    graph: [...graph, `${labels}concat=n=${parts.length}:v=1:a=1[joined][sound]`],
    video: "[joined]",
    audio: "[sound]",
    beforeVideo: `setpts=PTS+${SHIFT}/TB`,
    beforeAudio: `asetpts=PTS+${SHIFT}/TB`,
  };
}

function pictureOf({ video, shown }: ProbedFile, format: HouseFormat): string {
  const width = Math.max(...format.video.map((rung) => rung.width));
  const height = Math.max(...format.video.map((rung) => rung.height));
  return [
    ...wordsOf(piecesFilter(shown, SHIFT)?.video),
    pictureFilters(video, format),
    `setpts=PTS-${SHIFT}/TB`,
    "fps=30:start_time=0:round=near",
    fit(width, height),
    `tpad=stop=-1:stop_mode=clone,trim=end=${seconds(shown.pieces)}`,
  ]
    .filter((filter) => filter !== "")
    .join(",");
}

function soundOf({ audio, shown }: ProbedFile, input: number): string {
  const end = seconds(shown.pieces);
  if (audio === undefined) return `${SILENCE},atrim=end=${end}`;
  return `[${input}:${audio.index}]${[
    ...wordsOf(piecesFilter(shown, SHIFT)?.audio),
    `asetpts=PTS-${SHIFT}/TB`,
    FULL_MONO,
    "aresample=48000:async=1000:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo",
    `apad,atrim=end=${end}`,
  ].join(",")}`;
}

function seconds(pieces: ProbedFile["shown"]["pieces"]): string {
  return lengthOf(pieces).toFixed(6);
}

function wordsOf(filter: string | undefined): string[] {
  return filter === undefined ? [] : [filter];
}
