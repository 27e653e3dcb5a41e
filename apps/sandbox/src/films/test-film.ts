import { once } from "node:events";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { dirname, join, resolve } from "node:path";
import { startChild } from "../process/children.ts";
import { filmMusic } from "./film-music.ts";
import { placeFont } from "../pages/font.ts";
import { BACKDROP_HEIGHT, BACKDROP_WIDTH, makeBackdrop } from "../pictures/backdrop.ts";
import type { BackdropStyle } from "../pictures/backdrop.ts";
import { drawSheet, sheetGeometry } from "../pictures/sheet.ts";

export type TestFilm = {
  /** Path of the MP4 file to write. */
  file: string;
  durationSeconds: number;
  width: number;
  height: number;
  fps: number;
  /** Hz. */
  audioRate: number;
  channels: number;
  /** Room mark, 201..255, because meetings have 1..200. It also chooses the film's colours and music. */
  mark: number;
  /** Whether the marks are laid over the picture. */
  marks: boolean;
  title: string;
  style: BackdropStyle;
  /** Name or path of ffmpeg. */
  ffmpeg?: string;
};

/** The backdrop moves more slowly than the pictures follow, because repeated pictures cost an encoder little. */
const BACKDROPS_PER_SECOND = 12.5;

/**
 * Makes a recorded piece with moving pictures, music and, if `marks` is set, burnt-in marks. The frame counter counts the
 * film's time at 30 a second, whatever its own rate. It has no gaps in house time when `fps` is 30 or 60; at other rates it
 * repeats and skips, so that only the room mark is reliable. The clock row is the film's time in milliseconds. Throws with
 * ffmpeg's complaint when ffmpeg fails.
 */
export async function makeFilm(film: TestFilm): Promise<void> {
  const target = resolve(film.file);
  mkdirSync(dirname(target), { recursive: true });
  // Beside the film: a file cannot be renamed from one disk to another.
  const folder = mkdtempSync(`${target}.new-`);
  try {
    writeFileSync(
      join(folder, "music.wav"),
      filmMusic({
        seconds: film.durationSeconds,
        rate: film.audioRate,
        channels: film.channels,
        seed: film.mark,
      }),
    );
    writeFileSync(join(folder, "title.txt"), film.title.replaceAll(/[\\%]/g, "\\$&"));
    await encode(film, folder);
    renameSync(join(folder, "film.mp4"), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filmArguments(film: TestFilm, font: string): string[] {
  const sheet = sheetGeometry(film.height);
  const unit = film.height / 45;
  const left = Math.round(unit * 3);
  const text = (options: string): string =>
    `drawtext=fontfile=${font}:x=${left}:fontcolor=white:box=1:boxcolor=0x0b0d10@0.8:${options}`;
  // Cells must keep their hard edges; light has none.
  const flags = film.style === "life" ? "neighbor" : "fast_bilinear";
  const graph = [
    ...(film.marks
      ? [`[0:v]split[all1][all2]`, `[all1]crop=${sheet.stripWidth}:${sheet.stripHeight}:0:0[strip]`]
      : []),
    `[${film.marks ? "all2" : "0:v"}]crop=${BACKDROP_WIDTH}:${BACKDROP_HEIGHT}:0:${sheet.stripHeight},scale=${film.width}:${film.height}:flags=${flags},setsar=1` +
      `,${text(`y=h*0.8:fontsize=${Math.round(unit * 3)}:boxborderw=${Math.round(unit * 0.8)}:textfile=title.txt`)}` +
      `,${text(`y=h*0.9:fontsize=${Math.round(unit * 1.6)}:boxborderw=${Math.round(unit * 0.5)}:text='%{pts\\:gmtime\\:0\\:%M\\\\\\:%S}'`)}[words]`,
    `[words]${film.marks ? "[strip]overlay=0:0:shortest=1" : "null"},format=yuv420p[v]`,
  ].join(";");
  const words = (text: string): string[] => text.split(" ");
  return [
    ...words("-y -hide_banner -loglevel error -f rawvideo -pix_fmt yuv420p"),
    ...words(`-video_size ${sheet.width}x${sheet.height} -framerate ${film.fps} -i pipe:0`),
    ...words("-i music.wav -filter_complex"),
    graph,
    // A constant quantiser spares x264 the analysis of each picture, which is nearly half of the cost.
    ...words(
      `-map [v] -map 1:a -c:v libx264 -preset ultrafast -qp 26 -threads 1 -g ${Math.round(film.fps * 2)}`,
    ),
    ...words(`-c:a aac -b:a 128k -t ${film.durationSeconds} -movflags +faststart film.mp4`),
  ];
}

async function encode(film: TestFilm, folder: string): Promise<void> {
  const child = startChild(film.ffmpeg ?? "ffmpeg", filmArguments(film, placeFont(folder)), folder);
  // A film can wait for everything else that this machine does.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  let complaint = "";
  child.stderr.on("data", (line: Buffer) => {
    complaint = `${complaint}${line.toString()}`.slice(-500);
  });
  child.stdout.resume();
  const gone = new Promise<number | null>((resolve, reject) => {
    child.on("close", resolve);
    child.on("error", reject);
  });
  // The failure is thrown below. Until then it must not become an unhandled rejection.
  gone.catch(() => undefined);
  const geometry = sheetGeometry(film.height);
  const backdrop = makeBackdrop(film.style, (film.mark * 67) % 360);
  const pictures = Math.round(film.durationSeconds * film.fps);
  for (let n = 0; n < pictures && child.exitCode === null && child.stdin.writable; n++) {
    const t = n / film.fps;
    const marks = {
      room: film.mark,
      frame: Math.floor(t * 30 + 1e-6) % 65_536,
      clockMs: Math.round(t * 1000),
    };
    const moved = Math.floor(t * BACKDROPS_PER_SECOND) / BACKDROPS_PER_SECOND;
    if (!child.stdin.write(drawSheet(geometry, marks, backdrop, moved)))
      await Promise.race([once(child.stdin, "drain"), gone]).catch(() => undefined);
  }
  child.stdin.end();
  const code = await gone;
  if (code !== 0)
    throw new Error(`ffmpeg could not make "${film.title}": ${complaint.trim() || String(code)}`);
}
