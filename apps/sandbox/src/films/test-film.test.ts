import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { makeFilm } from "./test-film.ts";
import { readMarks } from "../pictures/marks.ts";
import type { ReadMarks } from "../pictures/marks.ts";

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "nonstop-film-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The marks of a piece after scaling and a low bitrate, as a viewer would get it. */
async function marksSeen(file: string, width: number, height: number): Promise<(ReadMarks | undefined)[]> {
  const pad = `fps=30,scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1`;
  const thin = `${file}.thin.mp4`;
  const encode =
    "-c:v libx264 -preset superfast -profile:v main -b:v 700k -maxrate 700k -bufsize 700k -g 30 -bf 0 -an";
  await run("ffmpeg", ["-v", "error", "-y", "-i", file, "-vf", pad, ...encode.split(" "), thin]);
  const raw = await run("ffmpeg", ["-v", "error", "-i", thin, "-f", "rawvideo", "-pix_fmt", "gray", "-"], {
    encoding: "buffer",
    maxBuffer: 2 ** 30,
  });
  const size = width * height;
  return Array.from({ length: raw.stdout.length / size }, (_, i) =>
    readMarks(raw.stdout.subarray(i * size, (i + 1) * size), width, height),
  );
}

const SHAPE = { width: 640, height: 360, fps: 30, audioRate: 48_000, channels: 2, mark: 201, marks: true };

describe("makeFilm", () => {
  it("makes a piece whose marks survive 360p at 700 kbit/s, every one of them", async () => {
    const file = join(folder, "film.mp4");
    const shape = { ...SHAPE, width: 1280, height: 720, fps: 60, mark: 203 };
    await makeFilm({ ...shape, file, durationSeconds: 2, title: "50 % \\ it's: life", style: "life" });
    const seen = await marksSeen(file, 640, 360);
    expect(seen.map((marks) => marks?.room)).toEqual(Array.from({ length: 60 }, () => 203));
    expect(seen.map((marks) => marks?.frame)).toEqual(Array.from({ length: 60 }, (_, i) => i));
  });

  it("keeps them readable in a 4:3 piece between side bars, and gives it the sound it was asked for", async () => {
    const file = join(folder, "card.mp4");
    const shape = { ...SHAPE, height: 480, audioRate: 44_100, channels: 1, mark: 202 };
    await makeFilm({ ...shape, file, durationSeconds: 2, title: "Card", style: "card" });
    const seen = await marksSeen(file, 640, 360);
    expect(seen.map((marks) => [marks?.room, marks?.frame])).toEqual(
      Array.from({ length: 60 }, (_, i) => [202, i]),
    );
    const probed = await run("ffprobe", [
      "-v",
      "error",
      "-select_streams",
      "a",
      "-show_entries",
      "stream=sample_rate,channels",
      "-of",
      "csv=p=0",
      file,
    ]);
    expect(probed.stdout.trim()).toBe("44100,1");
  });

  it("makes a clean picture when no marks are asked for", async () => {
    const file = join(folder, "clean.mp4");
    await makeFilm({ ...SHAPE, marks: false, file, durationSeconds: 1, title: "Clean", style: "drift" });
    expect(await marksSeen(file, 640, 360)).toEqual(Array.from({ length: 30 }, () => undefined));
  });

  it("says which film ffmpeg could not make", async () => {
    const made = makeFilm({
      ...SHAPE,
      file: join(folder, "x.mp4"),
      durationSeconds: 1,
      title: "Lost",
      style: "drift",
      ffmpeg: "false",
    });
    await expect(made).rejects.toThrow('could not make "Lost"');
  });
});
