import { spawn } from "node:child_process";
import { once } from "node:events";
import { type ReadMarks, readMarks } from "@nonstop/sandbox/marks";
import type { Watched } from "./hls-viewer.ts";

export type SeenPictures = {
  /** The marks of each decoded picture of a second, in order; undefined where a picture has none (the slate). */
  bySecond: ReadonlyMap<number, readonly (ReadMarks | undefined)[]>;
  decodeErrors: readonly string[];
};

/**
 * Decodes what a viewer got with ffmpeg, as one file from its first byte to its last, and reads the burnt-in marks of
 * every picture. Pictures are laid to seconds by their presentation time, as ffmpeg reports it.
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
      "-hide_banner",
      "-loglevel",
      "error",
      "-copyts",
      "-f",
      "mp4",
      "-i",
      "pipe:0",
      "-vf",
      `crop=${size.width}:${stripHeight}:0:0`,
      "-fps_mode",
      "passthrough",
      "-f",
      "rawvideo",
      "-pix_fmt",
      "gray",
      "pipe:1",
    ],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  const errors: string[] = [];
  ffmpeg.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString().trim()));
  const closed = once(ffmpeg, "close");
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

  const bySecond = new Map<number, (ReadMarks | undefined)[]>();
  const seconds = [...watched.seconds.keys()];
  for (const [index, mark] of marks.entries()) {
    const second = seconds[Math.floor(index / 30)];
    if (second === undefined) errors.push(`picture ${index}: more pictures than seconds`);
    else bySecond.set(second, [...(bySecond.get(second) ?? []), mark]);
  }
  if (marks.length !== seconds.length * 30)
    errors.push(`${marks.length} pictures in ${seconds.length} seconds`);
  return { bySecond, decodeErrors: errors };
}

async function feed(into: NodeJS.WritableStream, watched: Watched): Promise<void> {
  for (const bytes of [watched.init, ...watched.seconds.values()])
    if (!into.write(bytes)) await once(into, "drain");
  into.end();
}
