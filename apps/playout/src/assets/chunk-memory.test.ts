import { expect, it } from "vitest";
import type { AssetChunk } from "./asset-chunk.ts";
import { ChunkMemory } from "./chunk-memory.ts";
import type { MarkedRef } from "./chunk-ref.ts";

const chunk = (byteLength: number): AssetChunk => ({
  header: {
    asset: "film",
    firstSecond: 0,
    seconds: 1,
    video: {},
    firstAudioFrame: 0,
    audioFrames: [],
    parameters: { video: {}, audio: { asc: "" } },
  },
  parts: new Map(),
  byteLength,
});
const ref = (n: number): MarkedRef => ({ asset: "film", chunk: n, mark: undefined });

it("lets go of what was used longest ago, and of what is about to air last", () => {
  const memory = new ChunkMemory(300);
  for (const n of [0, 1, 2]) memory.put(ref(n), chunk(100));
  memory.protect([ref(0)]);
  memory.get(ref(1));
  memory.put(ref(3), chunk(100));
  expect([0, 1, 2, 3].map((n) => memory.has(ref(n)))).toEqual([true, true, false, true]);
  memory.put(ref(4), chunk(250));
  expect([0, 1, 3, 4].map((n) => memory.has(ref(n)))).toEqual([false, false, false, true]);
  expect(memory.bytes).toBe(250);
});

it("says when one more would push out what is about to air", () => {
  const memory = new ChunkMemory(250);
  memory.protect([ref(0), ref(1)]);
  memory.put(ref(0), chunk(100));
  expect(memory.hasRoom()).toBe(true);
  memory.put(ref(1), chunk(100));
  expect(memory.hasRoom()).toBe(false);
  memory.deleteAsset("film");
  expect(memory.bytes).toBe(0);
});
