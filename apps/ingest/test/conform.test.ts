import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AssetIndex } from "@nonstop/contract/asset";
import type { ConformJob } from "@nonstop/contract/conform";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { airedFrom, conformAt, makeFile } from "./pieces.ts";
import { decodeErrors, openStation, type TestStation } from "./station.ts";

/** A notice that fails is told again after up to a few seconds. */
const PATIENCE = { timeout: 60_000 };
let station: TestStation;
beforeAll(async () => {
  station = await openStation();
});
// A try that is made again begins with an empty library.
beforeEach(() => {
  station.edge.stored.clear();
  station.edge.failNext = 0;
});
afterAll(() => station.close());

const make = (name: string, options: string): Promise<Uint8Array<ArrayBuffer>> =>
  makeFile(station, name, options.split(" "));
const conform = (asset: string, file: Uint8Array<ArrayBuffer>, at = station): Promise<ConformJob> =>
  conformAt(at, asset, file);

/** Every second of the asset as it would air from `start` on, checked and decoded. */
async function airs(asset: string, start: number): Promise<{ index: AssetIndex; errors: string }> {
  const { index, video, audio } = airedFrom(station, asset, start);
  return { index, errors: (await decodeErrors(video)) + (await decodeErrors(audio)) };
}

const shortFilm = (): Promise<Uint8Array<ArrayBuffer>> =>
  make("short-film.mp4", "-f lavfi -i testsrc2=s=320x180:r=30 -t 1 -c:v libx264 -preset ultrafast");

/** A good file, and an ffmpeg that answers what fluent-ffmpeg asks of it but never conforms. */
async function stuckFfmpeg(): Promise<{ file: Uint8Array<ArrayBuffer>; ffmpeg: string }> {
  const file = await make("d.mp4", "-f lavfi -i testsrc2=s=320x180:r=30 -t 1 -c:v libx264");
  const ffmpeg = join(station.folder, "stuck-ffmpeg");
  await writeFile(ffmpeg, '#!/bin/sh\ncase "$*" in *" -i "*) exec sleep 60;; *) exec ffmpeg "$@";; esac\n');
  await chmod(ffmpeg, 0o755);
  return { file, ffmpeg };
}

describe("conforming a file", () => {
  it("conforms 25 fps with mono sound at 44.1 kHz, longer than a chunk, and tells its chapters", async () => {
    const chapters = [0, 6200, 11_000].map(
      (start) => `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${start}\nEND=17300`,
    );
    const words = join(station.folder, "chapters.txt");
    await writeFile(words, `;FFMETADATA1\n${chapters.join("\n")}\n`);
    const file = await make(
      "a.mp4",
      `-f lavfi -i testsrc2=s=320x180:r=25 -f lavfi -i sine=500:r=44100 -f ffmetadata -i ${words} -map_chapters 2 -t 17.3 -c:v libx264 -preset ultrafast -c:a aac -ac 1`,
    );
    expect(await conform("film-a", file)).toMatchObject({ state: "ready", progress: 1, durationSeconds: 18 });
    const { index, errors } = await airs("film-a", 1_800_000_003);
    expect(errors).toBe("");
    expect(index).toMatchObject({
      title: "A piece",
      durationSeconds: 18,
      chunkCount: 2,
      filler: true,
      chapters: [6, 11],
    });
  });

  it("conforms an upright picture without sound", async () => {
    const file = await make(
      "b.mov",
      "-f lavfi -i testsrc2=s=360x640:r=30 -t 2.5 -c:v libx264 -preset ultrafast",
    );
    expect(await conform("film-b", file)).toMatchObject({ state: "ready", durationSeconds: 3 });
    expect((await airs("film-b", 1_800_000_000)).errors).toBe("");
  });

  it("conforms 60 fps with oblong pixels, through a failing edge", async () => {
    const file = await make(
      "c.mkv",
      "-f lavfi -i testsrc2=s=480x360:r=60 -f lavfi -i sine=500:r=32000 -t 2 -vf setsar=4/3 -c:v libx264 -preset ultrafast -c:a libmp3lame",
    );
    station.edge.failNext = 2;
    expect(await conform("film-c", file)).toMatchObject({ state: "ready", durationSeconds: 2 });
    expect((await airs("film-c", 1_800_000_006)).errors).toBe("");
  });

  it("says what is wrong with a file that is no video, and leaves nothing behind", async () => {
    const job = await conform("not-a-film", new TextEncoder().encode("hello, this is a text\n".repeat(100)));
    expect(job).toMatchObject({
      state: "failed",
      problem: "not-a-film: no moving picture can be read from it; send a whole MP4, MOV, MKV or WebM",
    });
    expect([...station.edge.stored.keys()].filter((key) => key.startsWith("not-a-film"))).toEqual([]);
  });

  it("says that a piece of two pictures is too short", async () => {
    const file = await make("short.mp4", "-f lavfi -i testsrc2=s=320x180:r=30 -frames:v 2 -c:v libx264");
    expect(await conform("too-short", file)).toMatchObject({
      state: "failed",
      problem: "too-short: shorter than a few pictures; send at least a second",
    });
  });

  it("does not let a playlist open other files", async () => {
    const job = await conform("sly", new TextEncoder().encode("#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n"));
    expect(job).toMatchObject({ state: "failed" });
  });

  it("tells the schedule of a piece, again after failures, until it is acknowledged", async () => {
    const other = await openStation();
    onTestFinished(() => other.close());
    other.edge.failNotices = 2;
    expect(await conform("told", await shortFilm(), other)).toMatchObject({ state: "ready" });
    await expect.poll(() => other.edge.told, PATIENCE).toEqual(["told"]);
    expect(other.edge.notices).toBe(3);
  });

  it("is done, and goes on with the next file, while nobody hears of the piece", async () => {
    const other = await openStation();
    onTestFinished(() => other.close());
    other.edge.failNotices = Number.POSITIVE_INFINITY;
    const file = await shortFilm();
    for (const asset of ["untold", "untold-too"])
      expect(await conform(asset, file, other)).toMatchObject({ state: "ready" });
    await expect.poll(() => other.edge.notices, PATIENCE).toBeGreaterThan(1);
    expect(other.edge.told).toEqual([]);
    // An index that the schedule does not see yet is told of again, too.
    const index = other.edge.stored.get("untold/index.json")!;
    other.edge.stored.delete("untold/index.json");
    other.edge.failNotices = 0;
    await expect.poll(() => other.edge.told, PATIENCE).toEqual(["untold-too"]);
    other.edge.stored.set("untold/index.json", index);
    await expect.poll(() => other.edge.told, PATIENCE).toEqual(["untold-too", "untold"]);
  });

  it("gives up on an ffmpeg that stands still, and goes on with the next file", async () => {
    const { file, ffmpeg } = await stuckFfmpeg();
    const other = await openStation({ limits: { conformStallMs: 1_500 }, ffmpeg });
    onTestFinished(() => other.close());
    for (const asset of ["stuck", "stuck-too"])
      expect(await conform(asset, file, other)).toMatchObject({
        state: "failed",
        problem: expect.stringContaining(`${asset}: ffmpeg stood still`),
      });
    expect(other.edge.stored.size).toBe(0);
  });

  it("lets only so many files wait", async () => {
    const { file, ffmpeg } = await stuckFfmpeg();
    const other = await openStation({ ffmpeg });
    onTestFinished(() => other.close());
    let answer = await other.put("/library/film-0?title=x", file);
    for (let i = 1; i < 110 && answer.status === 202; i++)
      answer = await other.put(`/library/film-${i}?title=x`, file);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      error: { code: "queue-full", cure: expect.stringContaining("/conform") },
    });
  });

  it("refuses a name that is in use, a file too large, and a piece without a title", async () => {
    station.edge.stored.set("film/index.json", new Uint8Array(2));
    const again = await station.put("/library/film?title=Again", new Uint8Array(10));
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({
      error: { code: "asset-exists", cure: "Choose another name, or ask for it to be replaced." },
    });
    expect((await station.put("/library/new-one", new Uint8Array(10))).status).toBe(400);
    expect((await station.put("/library/New_One?title=x", new Uint8Array(10))).status).toBe(400);
    const door = await station.put("/library/uploads?title=x", new Uint8Array(10));
    expect([door.status, await door.text()]).toEqual([400, expect.stringContaining("name of a door")]);
    expect(await station.announce("/library/large?title=x", 51_000_000)).toBe(413);
  });
});
