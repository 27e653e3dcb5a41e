import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { AssetDisk } from "./asset-disk.ts";
import type { MarkedRef } from "./chunk-ref.ts";

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "nonstop-disk-"));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const chunk = (n: number, mark?: string): MarkedRef => ({ asset: "film", chunk: n, mark });
const disk = (limitBytes: number): AssetDisk => new AssetDisk({ stateDir, limitBytes, log: () => undefined });

it("keeps what was used last within its limit", async () => {
  const store = disk(250);
  await store.writeChunk(chunk(0), new Uint8Array(100));
  await store.writeChunk(chunk(1), new Uint8Array(100));
  await store.readChunk(chunk(0));
  await store.writeChunk(chunk(2), new Uint8Array(100));
  expect([0, 1, 2].map((n) => store.has(chunk(n)))).toEqual([true, false, true]);
  expect(store.bytes).toBe(200);
  expect((await readdir(join(stateDir, "assets", "film"))).toSorted()).toEqual(["0.chunk", "2.chunk"]);
});

it("finds what an earlier run left, and clears half-written files away", async () => {
  await disk(1000).writeChunk(chunk(7), new Uint8Array(10));
  await writeFile(join(stateDir, "assets", "film", "8.chunk.1-1.tmp"), "half");
  const store = disk(1000);
  await store.open();
  expect(store.has(chunk(7))).toBe(true);
  expect(await readdir(join(stateDir, "assets", "film"))).toEqual(["7.chunk"]);
});

it("keeps chunks of different media of a piece apart, also over a restart, and removes all of them", async () => {
  const before = disk(1000);
  await before.writeChunk(chunk(7), new Uint8Array(10));
  await before.writeChunk(chunk(7, "past-1"), new Uint8Array(20));
  await writeFile(join(stateDir, "assets", "film", "past-1", "8.chunk.1-1.tmp"), "half");
  const store = disk(1000);
  await store.open();
  expect((await store.readChunk(chunk(7)))?.byteLength).toBe(10);
  expect((await store.readChunk(chunk(7, "past-1")))?.byteLength).toBe(20);
  expect([store.has(chunk(7, "past-2")), store.bytes]).toEqual([false, 30]);
  expect(await readdir(join(stateDir, "assets", "film", "past-1"))).toEqual(["7.chunk"]);
  await store.removeAsset("film");
  expect([store.has(chunk(7)), store.has(chunk(7, "past-1")), store.bytes]).toEqual([false, false, 0]);
});

it("does not throw when the disk refuses it", async () => {
  await mkdir(join(stateDir, "assets", "film", "3.chunk"), { recursive: true });
  const store = disk(1000);
  expect(await store.writeChunk(chunk(3), new Uint8Array(10))).toBe(false);
  expect(await store.readChunk(chunk(4))).toBeUndefined();
});
