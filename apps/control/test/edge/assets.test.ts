import type { AssetIndex } from "@nonstop/contract/asset";
import { routes } from "@nonstop/contract/routes";
import { reset } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import { film } from "../film.ts";
import { ask, asIngest, asPlayout, asProducer, T, TestClock } from "./station.ts";

afterEach(async () => {
  await reset();
});

const { index, chunk } = film("film");

const put = (path: string, body: Uint8Array | string, headers: Record<string, string> = asIngest) =>
  ask(path, { method: "PUT", headers, body });
const putIndex = (change: Partial<AssetIndex> = {}) =>
  put(routes.assetIndex("film"), JSON.stringify({ ...index, ...change }));

describe("the library's door", () => {
  it("takes chunks, then the index; playouts read both; a take of it ends with it", async () => {
    expect((await put(routes.assetChunk("film", 0), chunk)).status).toBe(201);
    expect((await putIndex()).status).toBe(201);
    const read = await ask(routes.assetChunk("film", 0), { headers: asPlayout });
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(chunk);
    expect(await (await ask(routes.assetIndex("film"), { headers: asPlayout })).json()).toEqual(index);

    const time = new TestClock(T * 1000);
    const answer = await ask("/api/v1/channels/main/takes", {
      method: "POST",
      headers: { ...asProducer, "content-type": "application/json" },
      body: JSON.stringify({ id: "film-now", from: T - 4, to: { kind: "asset", asset: "film" } }),
    });
    expect(await answer.json()).toEqual({
      take: {
        id: "film-now",
        room: { kind: "asset", asset: "film", startSecond: T },
        from: T,
        to: T + 8,
        by: "token",
      },
    });
    time.end();
  });

  it("keeps an asset that exists as it is", async () => {
    const other = film("else").chunk;
    expect((await put(routes.assetChunk("film", 0), other)).status).toBe(201);
    expect((await put(routes.assetChunk("film", 0), chunk)).status).toBe(201);
    await putIndex();
    expect((await put(routes.assetChunk("film", 0), chunk)).status).toBe(200);
    expect((await put(routes.assetChunk("film", 0), other)).status).toBe(409);
    expect((await putIndex()).status).toBe(200);
    expect((await putIndex({ title: "Another" })).status).toBe(409);
  });

  it("gives a piece other media, from a folder of its own, unless it is on air", async () => {
    const folder = "file-1";
    const other = film("else").chunk;
    const replaced = { title: "Better", source: { kind: "chunks", folder } as const };
    await put(routes.assetChunk("film", 0), chunk);
    await putIndex();
    expect((await put(routes.markedChunk("film", folder, 0), other)).status).toBe(201);
    const time = new TestClock(T * 1000);
    const take = { id: "film-now", from: T - 4, to: { kind: "asset", asset: "film" } };
    await ask("/api/v1/channels/main/takes", {
      method: "POST",
      headers: { ...asProducer, "content-type": "application/json" },
      body: JSON.stringify(take),
    });
    const refused = await putIndex(replaced);
    expect([refused.status, await refused.json()]).toEqual([
      409,
      { error: expect.objectContaining({ code: "asset-on-air" }) },
    ]);
    time.nowMs = (T + 8 + 61) * 1000;
    expect((await putIndex(replaced)).status).toBe(201);
    const read = await ask(routes.markedChunk("film", folder, 0), { headers: asPlayout });
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(other);
    expect(await (await ask(routes.assetIndex("film"), { headers: asPlayout })).json()).toMatchObject(
      replaced,
    );
    time.end();
  });

  it("refuses what does not fit the house, with the reason", async () => {
    await put(routes.assetChunk("film", 0), chunk);
    const sps = index.parameters.video["v360"]!.pps;
    const table: [Partial<AssetIndex>, number, string][] = [
      [{ houseFormat: "720p" }, 422, "body.houseFormat"],
      [{ parameters: { ...index.parameters, video: { v360: { sps, pps: sps } } } }, 422, "body.parameters"],
      [{ chunkCount: 2 }, 422, "body.chunkCount"],
      [{ durationSeconds: 30, chunkCount: 2 }, 422, "body.chunkCount"],
      [{ asset: "other" }, 400, "body.asset"],
      [{ durationSeconds: -1 }, 400, "body.durationSeconds"],
    ];
    for (const [change, status, field] of table) {
      const answer = await putIndex(change);
      expect(answer.status, field).toBe(status);
      expect(await answer.json()).toMatchObject({ error: { field } });
    }
    expect((await put(routes.assetIndex("film"), "no json")).status).toBe(400);
    expect((await put(routes.assetChunk("film", 0), "no bundle")).status).toBe(400);
    expect((await put("/origin/v1/assets/film/x.chunk", chunk)).status).toBe(400);
    expect((await put("/origin/v1/assets/FILM/0.chunk", chunk)).status).toBe(400);
    expect((await put(routes.assetChunk("film", 0), chunk, asPlayout)).status).toBe(403);
    expect((await put(routes.assetChunk("film", 0), chunk, {})).status).toBe(401);
    expect((await ask(routes.assetIndex("none"), { headers: asPlayout })).status).toBe(404);
  });
});
