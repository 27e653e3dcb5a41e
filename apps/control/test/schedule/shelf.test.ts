import type { ProposalHeader } from "@nonstop/contract/proposal";
import { Shelf } from "@nonstop/contract/shelf";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { film } from "../film.ts";
import { airSeconds } from "./air-seconds.ts";
import { link, Station } from "./station.ts";

const asIngest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}` };
const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}`, "content-type": "application/json" };

let station: Station;
beforeEach(async () => {
  station = new Station();
  const { index, chunk } = film("film");
  await station.send("PUT", routes.assetChunk("film", 0), chunk, asIngest);
  await station.send("PUT", routes.assetIndex("film"), JSON.stringify(index), asIngest);
  await station.post(routes.assetNotice("film"), new Uint8Array(), asIngest);
  await station.calm();
});
afterEach(() => station.end());

const change = (body: object) => station.send("PATCH", routes.piece("film"), JSON.stringify(body), producers);
const shelf = async (query = ""): Promise<Shelf> =>
  Shelf.parse((await station.get(`${routes.shelf("main")}${query}`)).body);
const titles = async (query = ""): Promise<string[]> =>
  (await shelf(query)).entries.map(({ title }) => title);

/** An event airs the film, and is over. `over`: what was on air in its place. */
async function airFilm(over: Partial<ProposalHeader> = {}): Promise<void> {
  await station.publish("rec", { title: "A film", asset: "film" }, "recording");
  const { startsAt } = station.live(3600);
  const fields = { title: "Late Film", slug: "late-film", kind: "film", recording: link("rec"), startsAt };
  await station.publish("ev1", { ...fields, durationMinutes: 1 });
  await station.pass(3_602_000);
  const { nowSecond: now } = station;
  const room = { kind: "asset", asset: "film", startSecond: now } as const;
  await airSeconds(station, now, now + 10, { room, airing: "ev1", title: "Late Film", ...over });
  expect(await titles()).not.toContain("Late Film");
  await station.pass(200_000);
}

describe("a favourite", () => {
  it("is on the public shelf and plays for everybody, and is gone at once when it is withdrawn", async () => {
    expect(await titles()).toEqual([]);
    expect((await station.get(routes.publicPiece("film"))).status).toBe(404);
    await change({ favourite: true, title: "The best of it", people: ["Ana Lima"] });
    const { entries } = await shelf();
    expect(entries).toMatchObject([
      {
        kind: "favourite",
        asset: "film",
        slug: "film",
        title: "The best of it",
        people: [{ name: "Ana Lima" }],
      },
    ]);
    expect(await station.get(routes.favourite("main", "film"))).toMatchObject({ status: 200 });
    const multivariant = await station.get(routes.publicPiece("film"));
    expect(multivariant.status).toBe(200);
    expect(multivariant.text).toContain("\nfilm/v360/index.m3u8");
    for (const file of ["v360/index.m3u8", "v360/init.mp4", "v360/0.m4s", "audio/1.m4s"])
      expect((await station.get(routes.publicPieceFile("film", file))).status).toBe(200);
    await change({ favourite: false });
    expect(await titles()).toEqual([]);
    for (const path of [routes.publicPiece("film"), routes.publicPieceFile("film", "v360/0.m4s")])
      expect(await station.get(path)).toMatchObject({ status: 404, body: { error: { code: "no-replay" } } });
    expect((await station.get(routes.favourite("main", "film"))).status).toBe(404);
  });

  it("is shown within its rights and in the station's country alone", async () => {
    await change({ favourite: true, rightsFrom: station.nowSecond + 60, rightsTo: station.nowSecond + 120 });
    expect((await station.get(routes.publicPiece("film"))).status).toBe(404);
    station.later(60_000);
    expect(await titles()).toEqual(["A film"]);
    expect((await station.get(routes.publicPiece("film"))).status).toBe(200);
    station.later(60_000);
    expect(await titles()).toEqual([]);
    expect((await station.get(routes.publicPiece("film"))).status).toBe(404);
    await station.set({ STATION_TERRITORY: "DE" });
    await change({ rightsFrom: null, rightsTo: null, territories: ["PT"] });
    expect((await station.get(routes.publicPiece("film"))).status).toBe(404);
    await change({ territories: ["DE"] });
    expect((await station.get(routes.publicPiece("film"))).status).toBe(200);
  });

  it("is a piece that is there, whatever the address says", async () => {
    for (const path of [
      "/replay/piece/nothing.m3u8",
      "/replay/piece/constructor.m3u8",
      "/replay/piece/film/x.m4s",
    ])
      expect((await station.get(path)).status).toBe(404);
  });
});

describe("a programme that has aired", () => {
  it("is on the shelf with its page, found by words and by pages, as long as its film may be shown", async () => {
    await airFilm();
    await change({ favourite: true });
    expect((await shelf("?kind=airing")).entries).toMatchObject([
      { kind: "airing", airing: "ev1", slug: "late-film", title: "Late Film", durationSeconds: 60 },
    ]);
    expect(await titles("?q=LATE")).toEqual(["Late Film"]);
    const first = await shelf("?limit=1");
    expect(first.entries).toHaveLength(1);
    const second = await shelf(`?limit=1&after=${encodeURIComponent(first.next ?? "")}`);
    expect([first, second].map(({ entries }) => entries[0]?.title)).toEqual(["Late Film", "A film"]);
    expect(second.next).toBeUndefined();
    expect((await station.get(routes.replay("ev1"))).status).toBe(200);
    await change({ rightsTo: station.nowSecond });
    expect(await titles()).toEqual([]);
    expect(await station.get(routes.replay("ev1"))).toMatchObject({
      status: 404,
      body: { error: { code: "no-replay" } },
    });
  });

  it.each<[string, Partial<ProposalHeader>]>([
    ["slate had all of its time", { room: { kind: "slate" }, rank: 3, reason: "asset-missing" }],
    ["a take had its time", { reason: "take", take: "other" }],
  ])("is nothing to watch again when %s", async (_, over) => {
    await airFilm(over);
    expect(await titles()).toEqual([]);
  });

  it.each(["?limit=0", "?limit=1000", "?kind=film", "?after=x"])("is not asked for by %s", async (query) => {
    const answer = await station.get(routes.shelf("main") + query);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "bad-query" } } });
  });
});
