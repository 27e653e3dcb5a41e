import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type ReadMarks, readMarks } from "@nonstop/sandbox/marks";
import type { Watched } from "./hls-viewer.ts";

export type SeenPictures = {
  /** The marks of each decoded picture of a second, in order; undefined where a picture has none (the slate). */
  bySecond: ReadonlyMap<number, readonly (ReadMarks | undefined)[]>;
  decodeErrors: readonly string[];
};

const VIDEO_TIMESCALE = 90_000;

/**
 * Decodes what a viewer got with ffmpeg, as one file from its first byte to its last, and reads the burnt-in marks of
 * every picture. A picture belongs to the second that its presentation time says.
 */
export async function readPictures(
  watched: Watched,
  size: { width: number; height: number },
): Promise<SeenPictures> {
  // Only the strip with the marks is needed: a tenth of the luma plane.
  const stripHeight = Math.ceil(size.height / 10);
  const ffmpeg = spawn(
    process.env["FFMPEG"] ?? "ffmpeg",
    [
      ..."-hide_banner -nostats -loglevel level+info -copyts -f mp4 -i pipe:0".split(" "),
      // showinfo tells the presentation time of each picture.
      "-vf",
      `crop=${size.width}:${stripHeight}:0:0,showinfo=checksum=0`,
      ..."-fps_mode passthrough -f rawvideo -pix_fmt gray pipe:1".split(" "),
    ],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  const errors: string[] = [];
  const seconds: number[] = [];
  const told = createInterface({ input: ffmpeg.stderr });
  told.on("line", (line) => {
    const pts = / n: *\d+ pts: *(\d+) /.exec(line)?.[1];
    if (pts !== undefined) seconds.push(Math.floor(Number(pts) / VIDEO_TIMESCALE));
    else if (/\[(?:error|fatal|panic)\]/.test(line)) errors.push(line);
  });
  const closed = Promise.all([once(ffmpeg, "close"), once(told, "close")]);
  const feeding = feed(ffmpeg.stdin, watched);

  const pictureBytes = size.width * stripHeight;
  const marks: (ReadMarks | undefined)[] = [];
  let held = Buffer.alloc(0);
  for await (const chunk of ffmpeg.stdout) {
    held = Buffer.concat([held, chunk]);
    let at = 0;
    for (; at + pictureBytes <= held.length; at += pictureBytes)
      marks.push(readMarks(held.subarray(at, at + pictureBytes), size.width, size.height));
    held = held.subarray(at);
  }
  await feeding;
  await closed;

  if (marks.length !== seconds.length)
    errors.push(`${marks.length} pictures, and presentation times of ${seconds.length}`);
  const bySecond = new Map<number, (ReadMarks | undefined)[]>();
  for (const [index, second] of seconds.entries())
    bySecond.set(second, [...(bySecond.get(second) ?? []), marks[index]]);
  return { bySecond, decodeErrors: errors };
}

async function feed(into: NodeJS.WritableStream, watched: Watched): Promise<void> {
  for (const bytes of [watched.init, ...watched.seconds.values()])
    if (!into.write(bytes)) await once(into, "drain");
  into.end();
}
