import { ASSET_CHUNK_SECONDS, AssetChunkHeader, type AssetIndex } from "@nonstop/contract/asset";
import { type AssetSource, mediaMark, type PastSource } from "@nonstop/contract/asset-source";
import { type Bundle, decodeBundle } from "@nonstop/contract/bundle";
import { assetChunkKey, assetIndexKey, segmentKey } from "@nonstop/contract/media-keys";
import { routes } from "@nonstop/contract/routes";
import { assetSecond } from "@nonstop/media/asset-chunk";
import { fragmentsOfSegment } from "@nonstop/media/chunk-source";
import { readFragment } from "@nonstop/media/fragment";
import { checkFragments } from "@nonstop/media/house-check";
import { encodeParameters } from "@nonstop/media/parameters-base64";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { film } from "../film.ts";
import {
  ask,
  asIngest,
  asPlayout,
  asProducer,
  channelInEachTest,
  house,
  propose,
  roomFragments,
  segmentsWritten,
  T,
  version,
} from "./station.ts";

const time = channelInEachTest();
const parameters = encodeParameters(house.parameters);

type Range = { from: number; to: number };

const past = (...spans: Range[]): PastSource => ({ kind: "past", channel: "main", version, spans });

function indexOf(asset: string, source: AssetSource, durationSeconds: number): AssetIndex {
  return {
    asset,
    title: "Again",
    durationSeconds,
    houseFormat: "360p",
    parameters,
    chunkSeconds: ASSET_CHUNK_SECONDS,
    chunkCount: Math.ceil(durationSeconds / ASSET_CHUNK_SECONDS),
    byteLength: durationSeconds * 100_000,
    filler: false,
    source,
  };
}

const lengthOf = (spans: readonly Range[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);

/** Writes the index of a piece that is these seconds of the channel. */
async function pieceOf(asset: string, ...spans: Range[]): Promise<AssetIndex> {
  const index = indexOf(asset, past(...spans), lengthOf(spans));
  await env.MEDIA.put(assetIndexKey(asset), JSON.stringify(index));
  return index;
}

/** Airs the live room in `[from, to)` of the channel, and moves the clock on behind it. */
async function airShow(from: number, to: number): Promise<void> {
  for (let second = from; second < to; second += 1) {
    time.nowMs = (second + 1) * 1000 + 100;
    expect((await propose(second)).status).toBe(201);
  }
}

/** An hour on: R2 has all segments, and the channel none. */
async function laterOn(): Promise<void> {
  for (const nowMs of [time.nowMs + 10_000, time.nowMs + 3600_000]) {
    await time.to(nowMs);
    await ask(routes.mediaPlaylist("main", "v360"));
    await segmentsWritten();
  }
}

async function chunkOf(
  asset: string,
  chunk: number,
): Promise<Bundle<AssetChunkHeader> & { bytes: Uint8Array }> {
  const answer = await ask(routes.assetChunk(asset, chunk), { headers: asPlayout });
  expect(answer.status).toBe(200);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const bundle = decodeBundle(bytes, AssetChunkHeader);
  if ("kind" in bundle) throw new Error(bundle.message);
  return { ...bundle, bytes };
}

const picturesOf = (fragment: Uint8Array | undefined): string => {
  if (fragment === undefined) throw new Error("no fragment");
  return readFragment(fragment)
    .samples.map(({ data }) => `${data.byteLength}:${data.slice(-16).join()}`)
    .join(" ");
};

/** Airs each second of a piece at `at`, and says what it shows by the second of the channel that it came from. */
async function expectShown(
  index: AssetIndex,
  at: number,
  original: (second: number) => Uint8Array | undefined,
): Promise<void> {
  for (let chunk = 0; chunk < index.chunkCount; chunk += 1) {
    const { header, parts } = await chunkOf(index.asset, chunk);
    expect(header.parameters).toEqual(parameters);
    for (let k = 0; k < header.seconds; k += 1) {
      const second = header.firstSecond + k;
      const shown = assetSecond(header, parts, { assetSecond: second, channelSecond: at + second });
      expect(checkFragments(shown, at + second, ["v360"])).toEqual({ kind: "ok" });
      expect(picturesOf(shown["v360"])).toBe(picturesOf(original(second)));
    }
  }
}

describe("a piece of the channel's past", () => {
  it("is put together of what the channel still holds, and of what R2 has, to the same bytes", async () => {
    await airShow(T, T + 41);
    const index = await pieceOf("rerun", { from: T + 3, to: T + 40 });
    const aired = (second: number) => roomFragments(T + 3 + second).get("v360");
    await expectShown(index, T + 1000, aired);
    const fresh = await Promise.all([0, 1, 2].map((chunk) => chunkOf("rerun", chunk)));

    await laterOn();
    await expectShown(index, T + 5003, aired);
    for (const [chunk, { bytes }] of fresh.entries())
      expect((await chunkOf("rerun", chunk)).bytes).toEqual(bytes);
    const media = await env.MEDIA.list({ prefix: "assets/rerun/" });
    expect(media.objects.map(({ key }) => key)).toEqual([assetIndexKey("rerun")]);
  });

  it("has slate where the channel had it, whether or not a segment was stored", async () => {
    await airShow(T, T + 10);
    await time.to((T + 30) * 1000);
    await airShow(T + 30, T + 36);
    const index = await pieceOf("rerun", { from: T + 4, to: T + 36 });
    const aired = (second: number): Uint8Array | undefined => {
      const from = T + 4 + second;
      const isSlate = from >= T + 10 && from < T + 30;
      return isSlate ? house.slateFragment(from, "v360") : roomFragments(from).get("v360");
    };
    await expectShown(index, T + 1000, aired);
    await laterOn();
    await expectShown(index, T + 1001, aired);
  });

  it("is joined of the spans of a show that was interrupted, and read of segments stored without a version too", async () => {
    await airShow(T, T + 28);
    await laterOn();
    for (const rendition of ["v360", "audio"]) {
      const segment = Math.floor(T / 4) + 1;
      const key = segmentKey("main", { version, rendition }, segment);
      const stored = await env.MEDIA.get(key);
      await env.MEDIA.put(
        segmentKey("main", { version: undefined, rendition }, segment),
        await stored!.arrayBuffer(),
      );
      await env.MEDIA.delete(key);
    }
    const index = await pieceOf("rerun", { from: T + 2, to: T + 7 }, { from: T + 20, to: T + 27 });
    const aired = (second: number) =>
      roomFragments(second < 5 ? T + 2 + second : T + 15 + second).get("v360");
    await expectShown(index, T + 9001, aired);
  });

  it("is not there where it did not air, and says why", async () => {
    await airShow(T, T + 8);
    await laterOn();
    await env.MEDIA.delete(segmentKey("main", { version, rendition: "audio" }, Math.floor(T / 4)));
    await pieceOf("rerun", { from: T, to: T + 8 });
    const answer = await ask(routes.assetChunk("rerun", 0), { headers: asPlayout });
    expect(answer.status).toBe(404);
    await pieceOf("future", { from: T + 90_000, to: T + 90_008 });
    expect((await ask(routes.assetChunk("future", 0), { headers: asPlayout })).status).toBe(404);
    expect((await ask(routes.assetChunk("future", 1), { headers: asPlayout })).status).toBe(404);
  });

  it("is answered at the address of its mark, and what it was before or after is not", async () => {
    await airShow(T, T + 17);
    const index = await pieceOf("rerun", { from: T, to: T + 8 });
    const mark = mediaMark(index.source)!;
    const before = await chunkOf("rerun", 0);
    const marked = (of: string) => ask(routes.markedChunk("rerun", of, 0), { headers: asPlayout });
    expect(new Uint8Array(await (await marked(mark)).arrayBuffer())).toEqual(before.bytes);
    expect((await marked("another")).status).toBe(404);
    await pieceOf("rerun", { from: T, to: T + 16 });
    expect((await marked(mark)).status).toBe(404);
    // A kept copy lies in the folder of the mark.
    await env.MEDIA.put(assetChunkKey("rerun", 0, mark), before.bytes);
    expect(new Uint8Array(await (await marked(mark)).arrayBuffer())).toEqual(before.bytes);
    expect((await ask(routes.markedChunk("rerun", mark, 0))).status).toBe(401);
  });
});

describe("a span of a stored piece", () => {
  it("is put together of its chunks, wherever they lie", async () => {
    const { index: whole, chunk } = film("film");
    await env.MEDIA.put(assetChunkKey("film", 0, "second"), chunk);
    await env.MEDIA.put(assetChunkKey("film", 0), chunk);
    await env.MEDIA.put(assetIndexKey("film"), JSON.stringify(whole));
    for (const folder of [undefined, "second"]) {
      const source = { kind: "span", asset: "film", folder, from: 3, to: 7 } as const;
      const index = indexOf("part", source, 4);
      await env.MEDIA.put(assetIndexKey("part"), JSON.stringify(index));
      await expectShown(index, T + 77, (second) => house.slateFragment(3 + second, "v360"));
    }
    await env.MEDIA.delete([assetChunkKey("film", 0, "second"), assetChunkKey("film", 0)]);
    expect((await ask(routes.assetChunk("part", 0), { headers: asPlayout })).status).toBe(404);
  });
});

describe("a file that replaces another", () => {
  it("is put into a folder of its own, and its chunks stay once the index names them", async () => {
    const { index, chunk } = film("film");
    const other = film("else").chunk;
    const put = (path: string, body: Uint8Array | string) =>
      ask(path, { method: "PUT", headers: asIngest, body });
    expect((await put(routes.markedChunk("film", "take-2", 0), other)).status).toBe(201);
    expect((await put(routes.markedChunk("film", "take-2", 0), chunk)).status).toBe(201);
    const source = { kind: "chunks", folder: "take-2" } as const;
    const missing = { ...index, source: { kind: "chunks", folder: "take-3" } };
    expect((await put(routes.assetIndex("film"), JSON.stringify(missing))).status).toBe(422);
    expect((await put(routes.assetIndex("film"), JSON.stringify({ ...index, source }))).status).toBe(201);
    expect((await put(routes.markedChunk("film", "take-2", 0), other)).status).toBe(409);
    expect((await put(routes.markedChunk("film", "Take 2", 0), chunk)).status).toBe(400);
    expect((await chunkOf("film", 0)).bytes).toEqual(chunk);
    const ofPast = { ...index, source: past({ from: T, to: T + 8 }) };
    expect(await (await put(routes.assetIndex("film"), JSON.stringify(ofPast))).json()).toMatchObject({
      error: { field: "body.source" },
    });
  });
});

describe("a piece's preview", () => {
  const preview = (path: string, headers: Record<string, string> = asProducer) =>
    ask(`/api/v1/library/${path}`, { headers });
  const bytesOf = async (path: string): Promise<Uint8Array> => {
    const answer = await preview(path);
    expect(answer.status, path).toBe(200);
    return new Uint8Array(await answer.arrayBuffer());
  };

  it("is plain HLS of whatever the piece is, on its own clock, for producers alone", async () => {
    await airShow(T, T + 12);
    await pieceOf("rerun", { from: T + 1, to: T + 7 }, { from: T + 9, to: T + 11 });
    const { index, chunk } = film("film");
    await env.MEDIA.put(assetChunkKey("film", 0), chunk);
    await env.MEDIA.put(assetIndexKey("film"), JSON.stringify(index));
    const part = indexOf("part", { kind: "span", asset: "film", from: 1, to: 7 }, 6);
    await env.MEDIA.put(assetIndexKey("part"), JSON.stringify(part));
    const originals: [string, number, (second: number) => Uint8Array | undefined][] = [
      ["rerun", 8, (second) => roomFragments(T + (second < 6 ? 1 : 3) + second).get("v360")],
      ["film", 8, (second) => house.slateFragment(second, "v360")],
      ["part", 6, (second) => house.slateFragment(second + 1, "v360")],
    ];
    for (const [asset, length, original] of originals) {
      const multivariant = new TextDecoder().decode(await bytesOf(`${asset}/index.m3u8`));
      expect(multivariant).toContain("RESOLUTION=640x360");
      for (const rendition of ["v360", "audio"]) {
        expect(multivariant).toContain(`${rendition}/index.m3u8`);
        const playlist = new TextDecoder().decode(await bytesOf(`${asset}/${rendition}/index.m3u8`));
        const segments = [...playlist.matchAll(/^(\d+\.m4s)$/gm)].map(([name]) => name);
        expect(segments).toHaveLength(2);
        expect(await bytesOf(`${asset}/${rendition}/init.mp4`)).toEqual(house.initSegment(rendition));
        const fragments = await Promise.all(segments.map((name) => bytesOf(`${asset}/${rendition}/${name}`)));
        const seconds = fragments.flatMap((bytes) => fragmentsOfSegment(bytes));
        expect(seconds).toHaveLength(length);
        for (const [second, bytes] of seconds.entries()) {
          const { sequence, baseTime } = readFragment(bytes);
          expect(sequence).toBe(second);
          if (rendition === "audio") continue;
          expect(baseTime).toBe(second * 90_000);
          expect(picturesOf(bytes)).toBe(picturesOf(original(second)));
        }
      }
    }
    expect((await preview("rerun/index.m3u8", {})).status).toBe(401);
    for (const path of ["none/index.m3u8", "rerun/v720/index.m3u8", "rerun/v360/2.m4s", "rerun/x.mp4"])
      expect((await preview(path)).status, path).toBe(404);
  });
});
