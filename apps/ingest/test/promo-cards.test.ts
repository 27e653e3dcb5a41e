import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ConformJob } from "@nonstop/contract/conform";
import type { PromoCard } from "@nonstop/contract/promo-card";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { airedFrom, peakOf } from "./pieces.ts";
import { openStation, type TestStation } from "./station.ts";

const WIDTH = 640;
const HEIGHT = 360;

let station: TestStation;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station.close());

async function order(asset: string, card: PromoCard): Promise<ConformJob> {
  const answer = await station.post(`/library/${asset}`, { source: asset, card, title: "Coming up" });
  expect(answer.status).toBe(202);
  return station.untilDone(ConformJob.parse(await answer.json()).job);
}

/** A picture of the piece in grey, and what of it is ink: brighter than the ground by far. */
async function pictureAt(video: Buffer, second: number): Promise<(x: number, y: number) => number> {
  const path = join(station.folder, "aired.mp4");
  await writeFile(path, video);
  const options = ["-v", "error", "-i", path, "-vf", `select=eq(n\\,${second * 30})`, "-frames:v", "1"];
  const { stdout } = await promisify(execFile)(
    "ffmpeg",
    [...options, "-f", "rawvideo", "-pix_fmt", "gray", "-"],
    { encoding: "buffer", maxBuffer: 10_000_000 },
  );
  expect(stdout).toHaveLength(WIDTH * HEIGHT);
  return (x, y) => stdout[y * WIDTH + x] ?? 0;
}

function inkIn(
  picture: (x: number, y: number) => number,
  { left = 0, right = WIDTH, top = 0, bottom = HEIGHT },
): number {
  let ink = 0;
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) if (picture(x, y) > 130) ink += 1;
  return ink;
}

describe("a promo that was ordered", () => {
  it("is drawn and conformed: ten seconds of the house, its words within the picture, its day lit, a soft sound", async () => {
    const job = await order("promo-show-1", {
      title:
        "שיחה על \\{\\fs300}<b>Slow Light</b>\\N{\\p1} ועוד דברים שאנשים אוהבים לראות בלילה, with more words than find room here",
      when: "Saturday 20:00",
      zone: "Lisbon time",
      presenters: ["Ada Lovelace", "{\\an5}דוד"],
      weekday: 2,
    });
    expect(job).toMatchObject({ state: "ready", durationSeconds: 10 });
    const { index, video, audio } = airedFrom(station, "promo-show-1", 1_800_000_000);
    expect(index).toMatchObject({ title: "Coming up", durationSeconds: 10, filler: false, chunkCount: 1 });
    const peak = await peakOf(audio);
    expect(peak).toBeGreaterThan(0.01);
    expect(peak).toBeLessThan(0.3);
    const picture = await pictureAt(video, 5);
    const bar = { top: 218, bottom: 236 };
    // The stripe of Wednesday shines, its neighbours do not.
    expect(inkIn(picture, { ...bar, left: 190, right: 270 })).toBe(80 * 18);
    expect(inkIn(picture, { ...bar, right: 180 }) + inkIn(picture, { ...bar, left: 280 })).toBe(0);
    // Read from right to left, so at the right; nothing runs out of the picture.
    expect(inkIn(picture, { left: 500, right: 595, top: 70, bottom: 205 })).toBeGreaterThan(100);
    expect(
      inkIn(picture, { right: 40 }) + inkIn(picture, { left: 600 }) + inkIn(picture, { bottom: 35 }),
    ).toBe(0);
    expect(inkIn(picture, { left: 400, right: 595, top: 250, bottom: 330 })).toBeGreaterThan(100);
  });

  it("says what is wrong when a letter has no font, and when it is no card", async () => {
    const card = { title: "A \u{10FFFD}", when: "Saturday 20:00", zone: "UTC", presenters: [], weekday: 5 };
    expect(await order("promo-show-2", card)).toMatchObject({
      state: "failed",
      problem: "promo-show-2: ingest has no font for some letters of its card",
      mayPass: false,
    });
    const both = { source: "x", card, url: "https://films.example/a.mp4", title: "x" };
    expect((await station.post("/library/promo-show-3", both)).status).toBe(400);
    const wrong = { source: "x", card: { ...card, weekday: 7 }, title: "x" };
    expect((await station.post("/library/promo-show-3", wrong)).status).toBe(400);
  });
});
