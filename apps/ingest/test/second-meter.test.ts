import { execFile } from "node:child_process";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { HOUSE_FORMATS } from "@nonstop/contract/house-format";
import { expect, it } from "vitest";
import { houseOutput, latticeFilters } from "../src/ffmpeg/house-command.ts";
import { runFfmpeg } from "../src/ffmpeg/run-ffmpeg.ts";
import { SecondMeter } from "../src/room/second-meter.ts";

const FFMPEG = process.env["FFMPEG"] ?? "ffmpeg";
const STILL = "select='eq(n\\,0)',loop=-1:1,setpts=N/30/TB";
const TONE = "sine=440:r=44100";
const SECONDS = 2;

/** What the meters say of the last whole second of a source that comes as a guest's does: encoded, with a guest's bits. */
async function troublesOf(picture: string, sound: string): Promise<readonly string[]> {
  const encode =
    "-c:v libx264 -preset ultrafast -tune zerolatency -g 60 -b:v 600k -pix_fmt yuv420p -c:a aac -f flv";
  const { stdout } = await promisify(execFile)(
    FFMPEG,
    ["-v", "error", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-t", String(SECONDS)].concat(
      encode.split(" "),
      "pipe:1",
    ),
    { encoding: "buffer", maxBuffer: 50_000_000 },
  );
  const format = HOUSE_FORMATS["360p"];
  const lattice = latticeFilters(format, { video: "[0:v:0]", audio: "[0:a:0]", second: 0, meter: true });
  const meter = new SecondMeter(0);
  const input = { source: Readable.from([stdout]), options: ["-f", "flv"] };
  const output = houseOutput(format, lattice.labels);
  const run = runFfmpeg({ program: FFMPEG, inputs: [input], filterGraph: lattice.graph, output }, (line) =>
    meter.noteLine(line),
  );
  run.ignoreOutput();
  expect(await run.exit).toEqual({ kind: "ended" });
  return meter.read(SECONDS - 1).troubles;
}

const SIZE = "s=640x360:r=30";
const QUIET = "anullsrc=r=44100:cl=stereo";
const DOT = `testsrc2=${SIZE},${STILL}[slide];color=white:s=10x10:r=30[dot];[slide][dot]overlay=x=n:y=300`;

it.each([
  ["black and silence", `color=black:${SIZE}`, QUIET, ["black", "frozen", "silent"]],
  [
    "a covered lens, a muted microphone's hiss",
    `color=black:${SIZE},noise=alls=12:allf=t`,
    "anoisesrc=a=0.0003:r=44100",
    ["black", "frozen", "silent"],
  ],
  ["a still picture with a codec's noise", `testsrc2=${SIZE},noise=alls=30,${STILL}`, TONE, ["frozen"]],
  ["bars with a tone", `smptebars=${SIZE}`, "sine=1000:r=44100", ["frozen"]],
  ["a picture that moves", `testsrc2=${SIZE}`, TONE, []],
  ["a slide with a dot that moves, a whisper", DOT, "anoisesrc=a=0.003:r=44100", []],
  [
    "small words on black",
    `color=black:${SIZE},drawbox=t=fill:c=gray:w=60:h=2:x=200:y=200`,
    TONE,
    ["frozen"],
  ],
])("hears and sees %s", async (_what, picture, sound, troubles) => {
  expect(await troublesOf(picture, sound)).toEqual(troubles);
});
