import { type ConformJob, isOver } from "@nonstop/contract/conform";
import { EventsAnswer } from "@nonstop/contract/events";
import { Library, type Piece } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const HOUR = 3600;

let station: Station;
beforeEach(async () => {
  station = new Station();
  // As much film as promos need between them.
  await station.conformed("film", "A film", true, { durationSeconds: 1200 });
});
afterEach(() => station.end());

const cards = (): string[] => station.ingest.orders.map(({ asset, card }) => `${asset} ${card?.title}`);
const library = async (): Promise<Piece[]> =>
  Library.parse((await station.get(routes.library, producers)).body).assets;
const promos = async (): Promise<Piece[]> => (await library()).filter(({ tags }) => tags.includes("promo"));
const warnings = async () =>
  EventsAnswer.parse((await station.get(routes.events, producers)).body).warnings.filter(
    ({ code }) => code === "promo-unmade",
  );

/** The show of an entry, four hours from now unless told otherwise. */
async function plan(entry = "Show-1", over: Record<string, unknown> = {}, hours = 4): Promise<void> {
  await station.publish(entry, station.live(hours * HOUR, { slug: entry.toLowerCase(), ...over }));
  await station.calm();
}

/** Ingest has drawn and conformed whatever it was asked for. */
async function drawn(): Promise<void> {
  for (const [id, job] of station.ingest.jobs) {
    if (isOver(job)) continue;
    station.ingest.jobs.set(id, { ...job, state: "ready", progress: 1 } satisfies ConformJob);
    await station.conformed(job.asset, job.title);
  }
  await station.pass(10_000);
}

describe("a live show that comes", () => {
  it("gets a promo, made once, which airs before it and not after its start, and is taken out then", async () => {
    await plan("Show-1", { title: "Slow Light 🎉" });
    await station.pass(1000);
    expect(station.ingest.orders).toMatchObject([
      { card: { title: "Slow Light", zone: "Berlin time", presenters: [] }, title: "Coming up: Slow Light" },
    ]);
    expect(station.ingest.orders[0]?.card?.when).toMatch(/^[A-Z][a-z]+day \d\d:\d\d$/);
    await drawn();
    const [promo, ...more] = await promos();
    expect(more).toEqual([]);
    expect(promo).toMatchObject({ tags: ["promo", "promo-for:show-1"], filler: false });
    const items = (await station.rundownInForce())?.items ?? [];
    const start = items.find(({ airing }) => airing === "Show-1")?.start ?? 0;
    const aired = items.filter(({ room }) => room.kind === "asset" && room.asset === promo?.asset);
    expect(aired.length).toBeGreaterThan(0);
    for (const item of aired) expect([item.role, item.end <= start]).toEqual(["promo", true]);

    for (let hour = 0; hour < 3; hour += 1) await station.pass(HOUR_MS);
    expect(station.ingest.orders).toHaveLength(1);
    await station.pass(HOUR_MS + MINUTE_MS);
    await station.pass(MINUTE_MS);
    expect(await promos()).toEqual([]);
  });

  it("has another promo when its title changes, and the one before is gone at once", async () => {
    await plan();
    await station.pass(1000);
    await drawn();
    const [before] = await promos();
    await plan("Show-1", { title: "Slow Light" });
    await station.pass(1000);
    expect((await library()).map(({ asset }) => asset)).not.toContain(before?.asset);
    await drawn();
    expect(cards()).toEqual([
      expect.stringMatching(/^promo-.+ Morning show$/),
      expect.stringMatching(/^promo-.+ Slow Light$/),
    ]);
    expect(await promos()).toMatchObject([{ title: "Coming up: Slow Light" }]);
  });

  it("has none when it is withdrawn: its order is given up, and what comes of it all the same goes", async () => {
    await plan();
    await station.pass(1000);
    const asset = station.ingest.orders[0]?.asset ?? "";
    await station.unpublish("Show-1");
    await station.pass(1000);
    expect([...station.ingest.jobs.values()]).toMatchObject([
      { state: "failed", problem: "it was given up" },
    ]);
    await station.conformed(asset, "Coming up: Morning show");
    await station.pass(MINUTE_MS);
    expect((await library()).map((piece) => piece.asset)).not.toContain(asset);
  });

  it("keeps a promo that is on air until it is over", async () => {
    await plan();
    await station.pass(1000);
    await drawn();
    const [promo] = await promos();
    const asset = promo?.asset ?? "";
    const take = { id: "promo-now", from: station.nowSecond, to: { kind: "asset" as const, asset } };
    await env.CHANNELS.getByName("main").take(take, { by: "token", assetSeconds: 60 });
    await station.pass(2000);
    await station.unpublish("Show-1");
    expect((await library()).map((piece) => piece.asset)).toContain(asset);
    for (let look = 0; look < 5; look += 1) await station.pass(15_000);
    expect((await library()).map((piece) => piece.asset)).not.toContain(asset);
  });
});

describe("promos", () => {
  it("are made one after the other, live shows first, and none of repeats and of films that were on before", async () => {
    await station.publish("rec", { title: "A film", asset: "film" }, "recording");
    const film = { kind: "film", recording: link("rec"), endsAt: undefined, durationMinutes: 1 };
    await plan("film", { ...film, title: "Film" }, 1);
    await plan("film-again", { ...film, title: "Film again" }, 2);
    await plan("late", { title: "Late" }, 30);
    await plan("soon", { title: "Soon", airsAgainAfterHours: ["8"] }, 5);
    await station.pass(1000);
    for (let n = 0; n < 4; n += 1) {
      expect([...station.ingest.jobs.values()].filter((job) => !isOver(job)).length).toBeLessThan(2);
      await drawn();
    }
    expect(station.ingest.orders.map(({ card }) => card?.title)).toEqual(["Film", "Soon", "Late"]);
  });

  it("are ordered again when ingest was away or was started anew, and nothing is lost on air", async () => {
    station.ingest.isDown = true;
    await plan();
    await station.pass(MINUTE_MS);
    expect(await station.rundownInForce()).toBeDefined();
    station.ingest.isDown = false;
    station.ingest.loseNextAnswer = true;
    await station.pass(10 * MINUTE_MS);
    station.ingest.jobs.clear();
    await station.pass(10_000);
    await station.pass(10 * MINUTE_MS);
    await drawn();
    expect(new Set(cards()).size).toBe(1);
    expect(await promos()).toHaveLength(1);
    expect(await warnings()).toEqual([]);
  });

  it("that cannot be drawn are told of, once and in words, and the next is made", async () => {
    await plan("first");
    await plan("second", { title: "Evening show" }, 6);
    await station.pass(1000);
    const { asset } = station.ingest.orders[0] ?? { asset: "" };
    const problem = `${asset}: ingest has no font for some letters of its card`;
    station.ingest.newest({ state: "failed", problem, mayPass: false });
    await station.pass(10_000);
    expect(await warnings()).toMatchObject([
      {
        message: "The promo of Morning show cannot be made: Ingest has no font for some letters of its card.",
        weight: "notice",
      },
    ]);
    await drawn();
    expect(await promos()).toMatchObject([{ title: "Coming up: Evening show" }]);
    expect(station.ingest.orders).toHaveLength(2);
  });

  it("are not made again when a producer deletes one, and none is while they are switched off", async () => {
    await plan();
    await station.pass(1000);
    await drawn();
    const [promo] = await promos();
    const deleted = await station.send("DELETE", routes.piece(promo?.asset ?? ""), undefined, producers);
    expect(deleted.status).toBe(200);
    await station.pass(5 * MINUTE_MS);
    await plan("other", { title: "Other" }, 7);
    await station.pass(1000);
    await drawn();
    expect(cards()).toHaveLength(2);
    await station.publish("ours", { title: "Ours", promos: false }, "programming");
    await station.pass(MINUTE_MS);
    await plan("third", {}, 8);
    await station.pass(MINUTE_MS);
    expect(await promos()).toEqual([]);
    expect(cards()).toHaveLength(2);
  });
});
