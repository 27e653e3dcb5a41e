import { Library } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { film } from "../film.ts";
import { Station } from "./station.ts";

const MINUTE_MS = 60_000;
const asIngest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}` };
const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };

let station: Station;
beforeEach(async () => {
  station = new Station();
  // Whatever the schedule does when it starts is behind it.
  await station.calm();
});
afterEach(() => station.end());

/** Puts a piece of one chunk as ingest does, and tells nobody. */
async function putPiece(asset: string): Promise<void> {
  const { index, chunk } = film(asset);
  expect(await put(routes.assetChunk(asset, 0), chunk)).toBe(201);
  expect(await put(routes.assetIndex(asset), JSON.stringify(index))).toBe(201);
}

async function put(path: string, body: Uint8Array<ArrayBuffer> | string): Promise<number> {
  const request = new Request(`https://station.test${path}`, { method: "PUT", body, headers: asIngest });
  return (await exports.default.fetch(request)).status;
}

async function library(): Promise<string[]> {
  const { assets } = Library.parse((await station.get(routes.library, producers)).body);
  return assets.map(({ asset }) => asset);
}

describe("a piece that ingest has put", () => {
  it("is in the library at once when it is told of, however often", async () => {
    await putPiece("film");
    expect(await library()).toEqual([]);
    for (let i = 0; i < 2; i += 1) {
      const told = await station.post(routes.assetNotice("film"), new Uint8Array(), asIngest);
      expect(told).toMatchObject({ status: 200, body: { asset: "film" } });
      expect(await library()).toEqual(["film"]);
    }
  });

  it("is found within a minute when nobody told of it", async () => {
    await putPiece("film");
    await station.calm();
    expect(await library()).toEqual([]);
    await station.pass(MINUTE_MS);
    expect(await library()).toEqual(["film"]);
  });

  it("is found beside a broken one, which is logged once and can be cured", async () => {
    await env.MEDIA.put("assets/broken/index.json", "{");
    await env.MEDIA.put("assets/on-its-way/0.chunk", "x");
    await putPiece("film");
    await station.pass(MINUTE_MS);
    await station.pass(MINUTE_MS);
    expect(await library()).toEqual(["film"]);
    const unreadable = station.logged.filter((line) => line.includes("piece-unreadable"));
    expect(unreadable).toEqual([JSON.stringify({ event: "piece-unreadable", asset: "broken" })]);
    await env.MEDIA.delete("assets/broken/index.json");
    await putPiece("broken");
    await station.pass(MINUTE_MS);
    expect(await library()).toEqual(["broken", "film"]);
  });

  it("is not in the library before its index, whoever tells of it", async () => {
    await env.MEDIA.put("assets/broken/index.json", "{");
    for (const asset of ["nothing", "broken"])
      expect(await station.post(routes.assetNotice(asset), new Uint8Array(), asIngest)).toMatchObject({
        status: 404,
        body: { error: { code: "unknown-asset" } },
      });
    expect(await station.post(routes.assetNotice("nothing"), new Uint8Array(), producers)).toMatchObject({
      status: 401,
    });
  });
});
