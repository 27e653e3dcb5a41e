import { AssetIndex } from "@nonstop/contract/asset";
import { Library, type Piece } from "@nonstop/contract/library";
import { assetIndexKey } from "@nonstop/contract/media-keys";
import type { ProposalHeader } from "@nonstop/contract/proposal";
import { roomOfAiring } from "@nonstop/contract/room-names";
import { routes } from "@nonstop/contract/routes";
import { itemAt } from "@nonstop/schedule/item-at";
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { airSeconds } from "./air-seconds.ts";
import { link, Station } from "./station.ts";

const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const asPlayout = { authorization: `Bearer ${env.ORIGIN_TOKEN_PLAYOUT}` };

let station: Station;
beforeEach(async () => {
  station = new Station();
  await station.calm();
});
afterEach(() => station.end());

const room = { kind: "live", room: roomOfAiring("show", "live") } as const;
const slate = { kind: "slate" } as const;

const air = (from: number, to: number, header: Partial<ProposalHeader> = {}): Promise<void> =>
  airSeconds(station, from, to, { room, airing: "show", title: "The show", ...header });

async function library(): Promise<Piece[]> {
  return Library.parse((await station.get(routes.library, producers)).body).assets;
}

async function indexOf(asset: string): Promise<AssetIndex> {
  return AssetIndex.parse(await (await env.MEDIA.get(assetIndexKey(asset)))!.json());
}

/** Publishes a show of a minute that begins in ten seconds, and answers when. */
async function publishShow(over: Record<string, unknown> = {}): Promise<number> {
  const start = station.nowSecond + 10;
  const endsAt = new Date((start + 60) * 1000).toISOString();
  await station.publish("show", station.live(10, { title: "The show", slug: "show", endsAt, ...over }));
  await station.pass(1_100);
  return start;
}

const until = (second: number): Promise<void> => station.pass(second * 1000 - station.nowMs);

describe("a live show that is over", () => {
  it("is a piece by itself, without a copy: planned, taken and in the pool within the minute", async () => {
    await station.publishUnheard("ada", { name: "Ada Lovelace" }, "person");
    const start = await publishShow({
      rerunPool: true,
      summary: "About engines.",
      presenters: [link("ada")],
    });
    await air(start, start + 4, { room: slate, rank: 3, reason: "not-started" });
    await air(start + 4, start + 30);
    await until(start + 66);
    const [piece] = await library();
    expect(piece).toMatchObject({
      asset: "aired-show",
      title: "The show",
      durationSeconds: 26,
      people: ["Ada Lovelace"],
      summary: "About engines.",
      tags: ["rerun"],
      airing: "show",
      sourceKind: "past",
      filler: false,
    });
    expect((await indexOf("aired-show")).source).toMatchObject({
      kind: "past",
      channel: "main",
      spans: [{ from: start + 4, to: start + 30 }],
    });
    const media = await env.MEDIA.list({ prefix: "assets/" });
    expect(media.objects.map(({ key }) => key)).toEqual([assetIndexKey("aired-show")]);
    expect((await station.get(routes.assetChunk("aired-show", 1), asPlayout)).status).toBe(200);

    const take = { id: "again", from: station.nowSecond - 2, to: { kind: "asset", asset: "aired-show" } };
    const json = { ...producers, "content-type": "application/json" };
    expect(await station.send("POST", routes.takes("main"), JSON.stringify(take), json)).toMatchObject({
      status: 201,
      body: { take: { room: { asset: "aired-show" } } },
    });
    await station.publishUnheard("rec", { title: "Again", asset: "aired-show" }, "recording");
    const event = station.live(120, { title: "Again", slug: "again", kind: "film", recording: link("rec") });
    await station.publish("again", event);
    await station.pass(1_100);
    const rundown = await station.rundownInForce();
    expect(rundown && itemAt(rundown, station.nowSecond + 121)).toMatchObject({
      room: { kind: "asset", asset: "aired-show" },
    });
  });

  it("is a piece also when its entry says more than a piece can", async () => {
    station.contentful.dropValidations();
    const guests = Array.from({ length: 41 }, (_, n) => `guest-${n}`);
    for (const guest of guests)
      await station.publishUnheard(guest, { name: `${guest} ${"x".repeat(240)}` }, "person");
    const start = await publishShow({
      summary: `${"w".repeat(3999)}🛰🛰`,
      presenters: guests.map((id) => link(id)),
    });
    await air(start, start + 30);
    await until(start + 66);
    const [piece] = await library();
    expect(piece).toMatchObject({ asset: "aired-show", airing: "show", summary: "w".repeat(3999) });
    expect(piece?.people).toHaveLength(40);
  });

  it("is joined of its spans when it was interrupted, and is made once, whatever becomes of its event", async () => {
    const start = await publishShow();
    await air(start, start + 10);
    const film = { kind: "asset", asset: "news", startSecond: start + 10 } as const;
    await air(start + 10, start + 14, { room: film, reason: "rundown", airing: undefined });
    await air(start + 14, start + 40);
    await until(start + 45);
    await station.startAnew();
    await station.unpublish("show");
    await until(start + 55);
    await station.startAnew();
    await until(start + 200);
    const [piece, ...more] = await library();
    expect(more).toEqual([]);
    expect(piece).toMatchObject({ asset: "aired-show", durationSeconds: 36, tags: [] });
    expect((await indexOf("aired-show")).source).toMatchObject({
      spans: [
        { from: start, to: start + 10 },
        { from: start + 14, to: start + 40 },
      ],
    });
    const title = { title: "Renamed by a producer" };
    const json = { ...producers, "content-type": "application/json" };
    await station.send("PATCH", routes.piece("aired-show"), JSON.stringify(title), json);
    await station.publish("show", station.live(3600, { title: "Another day" }));
    await station.pass(120_000);
    expect(await library()).toMatchObject([{ asset: "aired-show", title: "Renamed by a producer" }]);
  });

  it("has a piece of its own for each day that it aired on", async () => {
    let start = await publishShow();
    await air(start, start + 8);
    await until(start + 70);
    start = await publishShow();
    await air(start + 1, start + 9);
    await until(start + 70);
    const names = (await library()).map(({ asset }) => asset);
    expect(names).toHaveLength(2);
    expect(names).toEqual(
      expect.arrayContaining(["aired-show", expect.stringMatching(/^aired-show-[0-9a-f]{8}$/)]),
    );
  });

  it("is no piece any more when it was deleted, whatever is heard of it later", async () => {
    const start = await publishShow();
    await air(start, start + 8);
    await until(start + 70);
    expect(await library()).toHaveLength(1);
    expect(await station.send("DELETE", routes.piece("aired-show"), undefined, producers)).toMatchObject({
      status: 200,
    });
    const endsAt = new Date((start + 60) * 1000).toISOString();
    const told = { title: "The show", slug: "show", endsAt, summary: "Told later." };
    await station.publish("show", station.live(start - station.nowSecond, told));
    await station.startAnew();
    await station.pass(3600_000);
    expect(await library()).toEqual([]);
    expect((await env.MEDIA.list({ prefix: "assets/aired-show/" })).objects).toEqual([]);
  });

  it("is no piece when nothing of it aired", async () => {
    const start = await publishShow();
    await air(start, start + 5, {
      room: { kind: "asset", asset: "spare", startSecond: start },
      rank: 1,
      reason: "not-started",
    });
    await until(start + 200);
    expect(await library()).toEqual([]);
    expect(station.logged.filter((line) => line.includes("show-never-aired"))).toHaveLength(1);
  });

  it("is a piece though another one's note cannot be read", async () => {
    await runInDurableObject(env.SCHEDULES.getByName("station"), (_schedule, { storage }) => {
      storage.sql.exec(`INSERT INTO aired_show VALUES ('broken', '{"airing":{}}', 1)`);
    });
    const start = await publishShow();
    await air(start, start + 30);
    await until(start + 66);
    expect(await library()).toMatchObject([{ asset: "aired-show" }]);
    // It is given up: whoever looked at it again and again would never rest.
    expect(station.logged.filter((line) => line.includes("aired-show-unreadable"))).toEqual([
      JSON.stringify({ event: "aired-show-unreadable", airing: "broken" }),
    ]);
  });

  it("waits for as long as its room is held on air", async () => {
    const start = await publishShow();
    await air(start + 50, start + 75, { reason: "take", take: "held" });
    await station.calm();
    expect(await library()).toEqual([]);
    await air(start + 75, start + 78, { reason: "take", take: "held" });
    await until(start + 90);
    expect(await library()).toMatchObject([{ durationSeconds: 28 }]);
  });
});
