import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConformJob } from "@nonstop/contract/conform";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeFile } from "./pieces.ts";
import { openStation, type TestStation } from "./station.ts";

const PATIENCE = { timeout: 20_000 };
let station: TestStation;
let watchFolder: string;
beforeAll(async () => {
  watchFolder = await mkdtemp(join(tmpdir(), "nonstop-watch-"));
  station = await openStation({ watchFolder, limits: { watchLookMs: 30 } });
});
afterAll(async () => {
  await station.close();
  await rm(watchFolder, { recursive: true });
});

const files = async (): Promise<string[]> => {
  const entries = await readdir(watchFolder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(watchFolder.length + 1))
    .sort();
};

it("tells of a file with what stands beside it, conforms it where it lies, and puts it away", async () => {
  const film = await makeFile(
    station,
    "sea.mp4",
    "-f lavfi -i testsrc2=s=320x180:r=30 -t 1 -c:v libx264 -preset ultrafast".split(" "),
  );
  await mkdir(join(watchFolder, "sea"));
  await writeFile(join(watchFolder, "sea/film.json"), '{"title":"The Sea"}');
  await writeFile(join(watchFolder, "sea/film.pt.srt"), "words");
  await writeFile(join(watchFolder, "sea/film.jpg"), "picture");
  await writeFile(join(watchFolder, "sea/film.mp4"), film);
  station.edge.answerArrival = () => ({ kind: "accepted", import: "i" });
  await expect.poll(() => station.edge.arrived.length, PATIENCE).toBeGreaterThan(0);
  expect(station.edge.arrived[0]).toMatchObject({
    path: "sea/film.mp4",
    bytes: film.length,
    sidecar: '{"title":"The Sea"}',
    words: [{ name: "film.pt.srt", text: "words" }],
    poster: Buffer.from("picture").toString("base64"),
  });
  const order = { source: "i", title: "The Sea", files: [{ watched: "sea/film.mp4" }] };
  const job = ConformJob.parse(await (await station.post("/library/the-sea", order)).json());
  expect(await station.untilDone(job.job)).toMatchObject({ state: "ready" });
  station.edge.answerArrival = () => ({ kind: "done", import: "i" });
  await expect
    .poll(files, PATIENCE)
    .toEqual(["done/sea/film.jpg", "done/sea/film.json", "done/sea/film.mp4", "done/sea/film.pt.srt"]);
});

it("puts what cannot be used away with the reason beside it, and tells of nothing else", async () => {
  await rm(join(watchFolder, "done"), { recursive: true, force: true });
  station.edge.arrived.length = 0;
  station.edge.answerArrival = () => ({ kind: "refused", why: "title: is empty." });
  await writeFile(join(watchFolder, ".hidden.mp4"), "x");
  await writeFile(join(watchFolder, "notes.txt"), "x");
  await writeFile(join(watchFolder, "bad.mov"), "x");
  await expect
    .poll(files, PATIENCE)
    .toEqual([".hidden.mp4", "notes.txt", "refused/bad.mov", "refused/bad.mov.reason.txt"]);
  expect(await readFile(join(watchFolder, "refused/bad.mov.reason.txt"), "utf8")).toBe("title: is empty.\n");
  expect(new Set(station.edge.arrived.map(({ path }) => path))).toEqual(new Set(["bad.mov"]));
});

it("gives no file from outside its folder, whatever an order names", async () => {
  await symlink("/etc/hostname", join(watchFolder, "link.mp4"));
  for (const watched of ["../etc/hostname", "link.mp4", "none.mp4"]) {
    const order = { source: watched, title: "x", files: [{ watched }] };
    const job = ConformJob.parse(await (await station.post("/library/outside", order)).json());
    expect(await station.untilDone(job.job)).toMatchObject({
      state: "failed",
      problem: "outside: it is not in the folder any more",
    });
  }
});
