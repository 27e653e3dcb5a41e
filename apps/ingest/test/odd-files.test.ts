import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { airedFrom, conformAt, greysOf, makeFile, peakOf } from "./pieces.ts";
import { openStation, type TestStation } from "./station.ts";

let station: TestStation;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station.close());

const START = 1_800_000_000;
const lavfi = (source: string): string[] => ["-f", "lavfi", "-i", source];
/** Each picture is a little brighter than the one before. */
const rising = (seconds: number, more = ""): string[] =>
  lavfi(`color=s=160x90:r=30:d=${seconds},geq=lum=20+2*N:cb=128:cr=128${more}`);
const tone = (seconds: number): string[] => lavfi(`sine=440:r=48000:d=${seconds}`);
const X264 = "-c:v libx264 -preset ultrafast -bf 0 -g 30 -c:a aac".split(" ");

/** Sends a file, and what of it would air. */
async function aired(
  asset: string,
  file: Uint8Array<ArrayBuffer>,
): Promise<{ seconds: number; video: Buffer; audio: Buffer }> {
  const job = await conformAt(station, asset, file);
  expect(job.problem).toBeUndefined();
  const { index, video, audio } = airedFrom(station, asset, START);
  return { seconds: index.durationSeconds, video, audio };
}

/** How many pictures at most are alike, one after the other. */
async function longestStill(video: Buffer): Promise<number> {
  let longest = 1;
  let run = 1;
  const middles = (await greysOf(video)).map(([, middle]) => middle);
  for (const [at, grey] of middles.entries()) {
    run = at > 0 && Math.abs(grey - (middles[at - 1] ?? 0)) < 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

describe("a file whose clock is wrong lasts as long as what it shows", () => {
  it("its second half is three hours late", async () => {
    const setpts = "setpts='if(gte(N,30),PTS+3*3600/TB,PTS)'";
    const pictures = [...rising(2, `,${setpts}`), "-fps_mode", "passthrough", ...X264];
    const { seconds, video } = await aired("half", await makeFile(station, "half.mp4", pictures));
    expect(seconds).toBe(2);
    expect(await longestStill(video)).toBeLessThan(15);
  });

  it("a picture in its middle is three hours late, beside sound", async () => {
    const bsf = "setts=pts='if(eq(N,40),PTS+10800*15360,PTS)'";
    const inputs = [...rising(2), ...tone(2)];
    const file = await makeFile(station, "middle.mp4", [...inputs, ...X264, "-bsf:v", bsf]);
    const { seconds, video } = await aired("middle", file);
    expect(seconds).toBe(2);
    expect(await longestStill(video)).toBeLessThan(15);
  });

  it("two transport streams were joined, the later before the earlier", async () => {
    const [late, early] = await Promise.all(
      [50_000, 0].map((offset) =>
        makeFile(station, `${offset}.ts`, [
          ...rising(1.5),
          ...tone(1.5),
          ...X264,
          "-output_ts_offset",
          String(offset),
        ]),
      ),
    );
    const { seconds, video } = await aired("joined", new Uint8Array(Buffer.concat([late!, early!])));
    expect(seconds).toBe(3);
    expect(await longestStill(video)).toBeLessThan(15);
  });
});

it("a picture whose size changes in the middle keeps its shape", async () => {
  await makeFile(station, "wide.ts", [...rising(1), ...tone(1), ...X264]);
  await makeFile(station, "high.ts", [
    ...lavfi("color=c=white:s=90x160:r=30:d=1"),
    ...tone(1),
    ...X264,
    "-output_ts_offset",
    "1",
  ]);
  const [wide, high] = await Promise.all(
    ["wide.ts", "high.ts"].map((name) => readFile(join(station.folder, name))),
  );
  const { seconds, video } = await aired("changing", new Uint8Array(Buffer.concat([wide!, high!])));
  expect(seconds).toBe(2);
  const greys = await greysOf(video);
  const [left, middle, right] = greys.at(45)!;
  expect(middle).toBeGreaterThan(220);
  expect(left).toBeLessThan(24);
  expect(right).toBeLessThan(24);
  expect(greys.at(20)![0]).toBeGreaterThan(30);
});

it("one picture that stands for a whole piece of sound", async () => {
  const picture = lavfi("color=white:s=160x90:r=1:d=1");
  const { seconds, video } = await aired(
    "still",
    await makeFile(station, "still.mp4", [...picture, ...tone(12), ...X264]),
  );
  expect(seconds).toBe(12);
  expect((await greysOf(video)).at(-1)![1]).toBeGreaterThan(220);
});

it("MPEG-1, whose colours lie between the pixels", async () => {
  const file = await makeFile(station, "old.mpg", [...rising(1), ...tone(1), "-r", "25"]);
  expect((await aired("old", file)).seconds).toBe(1);
});

it("the sound of the film is heard, and not the description that comes before it", async () => {
  const file = await makeFile(station, "described.mkv", [
    ...rising(1),
    ...tone(1),
    ...lavfi("anullsrc=r=48000:cl=stereo:d=1"),
    ..."-map 0 -map 1 -map 2 -disposition:a:0 visual_impaired -disposition:a:1 default".split(" "),
    ...X264,
  ]);
  expect(await peakOf((await aired("described", file)).audio)).toBeLessThan(0.01);
});

describe("high dynamic range becomes a picture as bright as it was meant", () => {
  /** A grey in 10 bits, of a share of the signal. */
  const grey = (share: number, transfer: string): string[] => [
    ...lavfi(
      `color=s=160x90:r=30:d=1,format=yuv420p10,geq=lum=${Math.round(64 + 876 * share)}:cb=512:cr=512`,
    ),
    ...X264,
    ...`-color_primaries bt2020 -color_trc ${transfer} -colorspace bt2020nc -color_range tv`.split(" "),
  ];
  it.each([
    // Reference white of 203 cd/m2 (ITU-R BT.2408).
    ["smpte2084", 0.58],
    ["arib-std-b67", 0.75],
  ])("%s: %d of the signal", async (transfer, share) => {
    const asset = `hdr-${transfer}`;
    const { video } = await aired(asset, await makeFile(station, `${asset}.mp4`, grey(share, transfer)));
    const [, middle] = (await greysOf(video))[10]!;
    expect(middle).toBeGreaterThan(195);
    expect(middle).toBeLessThan(215);
  });
});
