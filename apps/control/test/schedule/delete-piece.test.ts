import { Library, PieceDetail } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { film } from "../film.ts";
import { link, Station } from "./station.ts";

const asIngest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}` };
const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const MINUTE_MS = 60_000;

let station: Station;
beforeEach(async () => {
  station = new Station();
  await put("film");
});
afterEach(() => station.end());

async function put(asset: string): Promise<void> {
  const { index, chunk } = film(asset);
  await station.send("PUT", routes.assetChunk(asset, 0), chunk, asIngest);
  await station.send("PUT", routes.assetIndex(asset), JSON.stringify(index), asIngest);
  await station.post(routes.assetNotice(asset), new Uint8Array(), asIngest);
  await station.calm();
}

const remove = (asset: string, headers = producers) =>
  station.send("DELETE", routes.piece(asset), undefined, headers);
const library = async (): Promise<string[]> =>
  Library.parse((await station.get(routes.library, producers)).body).assets.map(({ asset }) => asset);
const stored = async (): Promise<string[]> =>
  (await env.MEDIA.list({ prefix: "assets/" })).objects.map(({ key }) => key);

async function plan(): Promise<void> {
  await station.publish("rec", { title: "A film", asset: "film" }, "recording");
  const { startsAt } = station.live(3600);
  const fields = { title: "Late film", kind: "film", recording: link("rec"), startsAt, durationMinutes: 1 };
  await station.publish("ev1", fields);
  await station.calm();
}

describe("a piece that is deleted", () => {
  it("leaves the library at once, and R2 when no playout may read it; it does not come back", async () => {
    await station.send("PATCH", routes.piece("film"), JSON.stringify({ filler: true }), {
      ...producers,
      "content-type": "application/json",
    });
    await put("ident");
    await station.send("PATCH", routes.piece("ident"), JSON.stringify({ filler: true }), {
      ...producers,
      "content-type": "application/json",
    });
    await station.pass(2000);
    const onAir = (await station.rundownInForce())?.items.find(({ end }) => end > station.nowSecond)?.room;
    const name = onAir?.kind === "asset" && onAir.asset === "film" ? "ident" : "film";
    expect(await remove(name)).toMatchObject({ status: 200, body: { deleted: name } });
    expect(await library()).not.toContain(name);
    expect(await stored()).toContain(`assets/${name}/0.chunk`);
    // A notice that comes late, and the look through R2, bring nothing back.
    await station.post(routes.assetNotice(name), new Uint8Array(), asIngest);
    for (let minute = 0; minute < 3; minute += 1) await station.pass(MINUTE_MS);
    expect(await library()).not.toContain(name);
    expect((await stored()).filter((key) => key.includes(`/${name}/`))).toEqual([]);
    await put(name);
    expect(await library()).toContain(name);
  });

  it("is not while it is planned: the answer names where, and so does its page", async () => {
    await plan();
    const answer = await remove("film");
    expect(answer).toMatchObject({ status: 409, body: { error: { code: "asset-used", field: "asset" } } });
    expect(answer.text).toContain("planned as Late film");
    const { uses } = PieceDetail.parse((await station.get(routes.piece("film"), producers)).body);
    expect(uses).toMatchObject([{ kind: "airing", as: "recording", airing: "ev1", title: "Late film" }]);
    expect(await stored()).toContain("assets/film/index.json");
    await station.unpublish("ev1");
    await station.pass(2000);
    expect(await remove("film")).toMatchObject({ status: 200 });
  });

  it("is not while a collection names it", async () => {
    await station.publish("rec", { title: "A film", asset: "film" }, "recording");
    await station.publish("shorts", { title: "Shorts", slug: "shorts", pieces: [link("rec")] }, "collection");
    await station.pass(2000);
    expect((await remove("film")).text).toContain("it is in the collection Shorts");
  });

  it("keeps its media for a span that the library was told of too late", async () => {
    const order = {
      of: { kind: "piece", asset: "film" },
      markIn: 0,
      markOut: 1,
      title: "A span",
      asset: "a-span",
    };
    const json = { ...producers, "content-type": "application/json" };
    expect(await station.send("POST", routes.pieceSpans, JSON.stringify(order), json)).toMatchObject({
      status: 201,
    });
    await runInDurableObject(env.SCHEDULES.getByName("station"), (_schedule, { storage }) => {
      storage.sql.exec(`DELETE FROM asset WHERE asset = 'a-span'`);
    });
    // Any change of the library has it read anew.
    const said = JSON.stringify({ summary: "A film." });
    await station.send("PATCH", routes.piece("film"), said, json);
    expect(await library()).toEqual(["film"]);
    expect(await remove("film")).toMatchObject({ status: 200 });
    station.later(6_000);
    await station.calm();
    for (let minute = 0; minute < 3; minute += 1) await station.pass(MINUTE_MS);
    expect(await library()).toEqual(["a-span"]);
    expect(await stored()).toContain("assets/film/0.chunk");
  });

  it("is one that is there, and by producers alone", async () => {
    expect(await remove("nothing")).toMatchObject({
      status: 404,
      body: { error: { code: "unknown-asset" } },
    });
    expect(await remove("film", asIngest)).toMatchObject({ status: 401 });
    expect(await library()).toEqual(["film"]);
  });
});

describe("the picture of a piece", () => {
  const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
  const poster = async (): Promise<string | undefined> =>
    PieceDetail.parse((await station.get(routes.piece("film"), producers)).body).piece.poster;

  it("is shown to everybody at an address that never changes, and is taken away again", async () => {
    expect(await station.send("PUT", routes.piecePoster("film"), JPEG, producers)).toMatchObject({
      status: 200,
    });
    const key = await poster();
    expect(key).toMatch(/^posters\/[0-9a-f]{64}\.jpg$/);
    const shown = await exports.default.fetch(new Request(`https://station.test/${key}`));
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(JPEG);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    });
    await station.send("DELETE", routes.piecePoster("film"), undefined, producers);
    expect(await poster()).toBeUndefined();
  });

  it("goes when no piece names it any more, after a month", async () => {
    const other = new Uint8Array([...JPEG, 4]);
    await station.send("PUT", routes.piecePoster("film"), other, producers);
    await station.send("PUT", routes.piecePoster("film"), JPEG, producers);
    const kept = await poster();
    const keys = async () => (await env.MEDIA.list({ prefix: "posters/" })).objects.map(({ key }) => key);
    await station.pass(2 * 86_400_000);
    expect(await keys()).toHaveLength(2);
    station.later(31 * 86_400_000);
    await station.calm();
    expect(await keys()).toEqual([kept]);
  });

  it.each([
    ["a page in a picture's clothes", new Uint8Array([0x3c, 0x68, 0x74, 0x6d, 0x6c, 0x3e]), 415, "not-media"],
    ["one that is too large", new Uint8Array(4_000_001).fill(0xff), 413, "too-large"],
  ])("is not %s", async (_, bytes, status, code) => {
    const answer = await station.send("PUT", routes.piecePoster("film"), bytes, producers);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(await poster()).toBeUndefined();
    expect((await env.MEDIA.list({ prefix: "posters/" })).objects).toEqual([]);
  });
});
