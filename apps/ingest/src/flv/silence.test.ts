import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { flvHeader, writeFlvTag } from "./flv-tag.ts";
import { Silence } from "./silence.ts";

it("goes on as far as the pictures do, frame after frame, and is nothing but zeros to a decoder", () => {
  const silence = new Silence();
  const pictures = Array.from({ length: 90 }, (_, picture) => 5_000 + (picture * 1000) / 30);
  const tags = pictures.flatMap((ms) => silence.upTo(ms));
  const frames = tags.slice(1).map(({ channelMs }) => channelMs);
  expect(frames.slice(1).every((ms, i) => Math.abs(ms - frames[i]! - 1024 / 48) < 1e-6)).toBe(true);
  expect(frames.at(-1)! - pictures.at(-1)!).toBeGreaterThan(150);
  expect(silence.upTo(pictures.at(-1)!)).toEqual([]);

  const file = Buffer.concat([
    flvHeader({ audio: true, video: false }),
    ...tags.map(({ tag, channelMs }) => writeFlvTag(tag, Math.round(channelMs))),
  ]);
  const decoded = spawnSync(
    process.env["FFMPEG"] ?? "ffmpeg",
    "-v warning -f flv -i pipe:0 -f s16le pipe:1".split(" "),
    { input: file },
  );
  expect(decoded.stderr.toString()).toBe("");
  expect(decoded.stdout.length).toBe(frames.length * 1024 * 2 * 2);
  expect(decoded.stdout.every((byte) => byte === 0)).toBe(true);
});
