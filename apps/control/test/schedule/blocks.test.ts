import { Guide, ProgrammeAnswer } from "@nonstop/contract/guide";
import { roomOfAiring } from "@nonstop/contract/room-names";
import { routes } from "@nonstop/contract/routes";
import { env, exports } from "cloudflare:workers";
import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { airSeconds } from "./air-seconds.ts";
import { link, Station } from "./station.ts";

const operator = { authorization: "Bearer operator-token" };
const MINUTE = 60;
const DAY = 86_400;

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

/** Pieces of a minute each, and a collection of them. */
async function collection(assets: readonly string[], over: object = {}): Promise<void> {
  await Promise.all(assets.map((asset) => station.conformed(asset, `Short ${asset}`)));
  for (const asset of assets)
    await station.publish(`rec-${asset}`, { title: `Short ${asset}`, asset }, "recording");
  await gather(assets, over);
}

async function gather(assets: readonly string[], over: object = {}): Promise<void> {
  const pieces = assets.map((asset) => link(`rec-${asset}`));
  await station.publish("shorts", { title: "Shorts", order: "in-order", pieces, ...over }, "collection");
  await station.pass(2000);
}

const blockFields = (inSeconds: number, over: object = {}): Record<string, unknown> => ({
  title: "Short films",
  kind: "block",
  collection: link("shorts"),
  timezone: "Europe/Berlin",
  startsAt: new Date((station.nowSecond + inSeconds) * 1000).toISOString(),
  durationMinutes: 3,
  ...over,
});

async function guide(days = 14): Promise<Guide["entries"]> {
  const now = station.nowSecond;
  const { body } = await station.get(`${routes.guide("main")}?from=${now - DAY}&to=${now + days * DAY}`);
  return Guide.parse(body).entries;
}

/** The titles of the pieces of each block in the guide. */
const shown = async (): Promise<string[]> =>
  (await guide()).map(({ pieces }) => (pieces ?? []).map(({ title }) => title.slice(-1)).join(""));

const airedTitles = async (): Promise<string> =>
  ((await station.rundownInForce())?.items ?? [])
    .filter(({ airing }) => airing !== undefined)
    .map(({ title }) => title.slice(-1))
    .join("");

describe("blocks of a collection", () => {
  it("go on with each other, are named in the guide more than a week ahead, and are what the rundown airs", async () => {
    await collection(["a", "b", "c", "d", "e"]);
    await station.publish("mon", blockFields(600));
    await station.publish("tue", blockFields(DAY));
    await station.publish("later", blockFields(9 * DAY));
    await station.pass(2000);
    expect(await shown()).toEqual(["abc", "dea", "bcd"]);
    expect(await airedTitles()).toBe("abcdea");
    expect(await station.kv()).toContain("Short c");
    // A block inserted between two moves on what comes after it.
    await station.publish("extra", blockFields(2 * 3600, { durationMinutes: 1 }));
    await station.pass(2000);
    expect(await shown()).toEqual(["abc", "d", "eab", "cde"]);
    await station.unpublish("extra");
    await station.pass(2000);
    expect(await shown()).toEqual(["abc", "dea", "bcd"]);
  });

  it("keep what has begun over edits, a restart and a withdrawal", async () => {
    await collection(["a", "b", "c", "d", "e"]);
    await station.publish("mon", blockFields(600));
    await station.publish("tue", blockFields(DAY));
    await station.pass(2000);
    const [mon] = await guide();
    await station.pass(((mon?.start ?? 0) + MINUTE + 5 - station.nowSecond) * 1000);
    const before = await station.rundownInForce();
    await station.startAnew();
    await gather(["a", "b", "d", "e"]);
    expect(await shown()).toEqual(["abd", "eab"]);
    const second = station.nowSecond;
    const running = (items = before?.items ?? []) =>
      items.find(({ start, end }) => start <= second && second < end);
    expect(running((await station.rundownInForce())?.items)).toEqual(running());
    await station.unpublish("mon");
    await station.pass(2000);
    expect(await shown()).toEqual(["dea"]);
    await station.startAnew();
    await station.pass(2000);
    expect(await shown()).toEqual(["dea"]);
  });

  it("are the episodes of a show that has a collection, and air again when it says so", async () => {
    await collection(["a", "b", "c"]);
    const show = { title: "Shorts tonight", durationMinutes: 2, timezone: "Europe/Berlin" };
    await station.publish("series", { ...show, collection: link("shorts") }, "show");
    for (const [id, at] of [
      ["one", 600],
      ["two", DAY],
    ] as const) {
      const { startsAt } = blockFields(at);
      await station.publish(id, { show: link("series"), startsAt });
    }
    await station.pass(2000);
    expect(await shown()).toEqual(["ab", "ca"]);
    await station.publish(
      "series",
      { ...show, collection: link("shorts"), airsAgainAfterHours: ["8"] },
      "show",
    );
    await station.pass(2000);
    expect((await guide()).map(({ airing }) => airing)).toEqual(["one", "one.again-8", "two", "two.again-8"]);
    expect(await shown()).toEqual(["ab", "ab", "ca", "ca"]);
  });

  it("keep their place in an archive", async () => {
    await collection(["a", "b", "c", "d", "e"], { order: "shuffled" });
    await station.publish("mon", blockFields(600));
    await station.publish("tue", blockFields(DAY));
    await station.pass(700_000);
    await station.pass(200_000);
    const before = await shown();
    expect(new Set(before.join("").slice(0, 5)).size).toBe(5);
    const archive = new Uint8Array(
      await (
        await exports.default.fetch(
          new Request(`https://station.test${routes.archive}`, { headers: operator }),
        )
      ).arrayBuffer(),
    );
    await reset();
    for (const asset of ["a", "b", "c", "d", "e"]) await env.MEDIA.put(`assets/${asset}/0.chunk`, "x");
    const restored = await station.post(`${routes.archive}?replace=1`, archive, operator);
    expect(restored.status).toBe(200);
    await station.pass(2000);
    expect(await shown()).toEqual(before);
  });

  it("say what is wrong with their collection, and air filler meanwhile", async () => {
    await gather([]);
    await station.publish("mon", blockFields(600));
    await station.calm();
    expect((await station.status("mon"))?.problem).toMatchObject({ code: "collection-empty" });
    expect(station.contentful.value("mon", "provisionError")).toContain("no pieces");
    await collection(["a", "b", "c"]);
    expect(await station.status("mon")).toMatchObject({ state: "ready", warnings: [] });
    expect(await airedTitles()).toBe("abc");
    await station.unpublish("shorts");
    await station.pass(2000);
    expect((await station.status("mon"))?.problem).toMatchObject({ code: "collection-missing" });
    expect(await airedTitles()).toBe("");
    const answer = await station.publish("wed", blockFields(600, { collection: undefined }));
    expect(answer.text).toContain("fields.collection");
  });
});

describe("a live show that airs again", () => {
  it("is repeated as the piece that it became, minutes after its end, and asks for no second meeting", async () => {
    await station.calm();
    const start = station.nowSecond + 10;
    const endsAt = new Date((start + 60) * 1000).toISOString();
    const show = station.live(10, { title: "The show", slug: "show", endsAt, airsAgainAfterHours: ["1"] });
    await station.publish("show", show);
    await station.pass(1_100);
    expect(await guide()).toMatchObject([
      { airing: "show", kind: "live" },
      { airing: "show.again-1", kind: "recording", repeatOf: "show", start: start + 3600, end: start + 3660 },
    ]);
    const room = { kind: "live", room: roomOfAiring("show", "live") } as const;
    await airSeconds(station, start, start + 20, { room, airing: "show", title: "The show" });
    await station.pass((start + 100 - station.nowSecond) * 1000);
    await station.pass(2000);
    const items = (await station.rundownInForce())?.items ?? [];
    expect(items.find(({ airing }) => airing === "show.again-1")).toMatchObject({
      kind: "recording",
      start: start + 3600,
      end: start + 3620,
      room: { kind: "asset", asset: "aired-show" },
    });
    expect((await guide())[1]).toMatchObject({ airing: "show.again-1", end: start + 3620 });
    expect(station.zoom.meetings).toHaveLength(1);
  });

  it("is not repeated, and nothing to watch again, when it broke off within seconds", async () => {
    await station.calm();
    const start = station.nowSecond + 10;
    const endsAt = new Date((start + 60) * 1000).toISOString();
    const show = station.live(10, { title: "The show", slug: "show", endsAt, airsAgainAfterHours: ["1"] });
    await station.publish("show", show);
    await station.pass(1_100);
    const room = { kind: "live", room: roomOfAiring("show", "live") } as const;
    await airSeconds(station, start, start + 5, { room, airing: "show", title: "The show" });
    await station.pass((start + 130 - station.nowSecond) * 1000);
    expect((await guide()).map(({ airing }) => airing)).toEqual(["show"]);
    expect((await station.get(routes.shelf("main"))).body).toMatchObject({ entries: [] });
  });
});

describe("a programme that airs again", () => {
  const film = (over: object = {}): Record<string, unknown> => ({
    title: "The Cable",
    slug: "the-cable",
    kind: "film",
    recording: link("rec-a"),
    startsAt: new Date((station.nowSecond + 600) * 1000).toISOString(),
    durationMinutes: 1,
    airsAgainAfterHours: ["8", "16"],
    ...over,
  });

  beforeEach(async () => {
    await collection(["a"]);
    await station.publish("ev1", film());
    await station.pass(2000);
  });

  it("is in guide and rundown, with pages of its own below that of its programme, and is no second event", async () => {
    const entries = await guide();
    const [first] = entries;
    expect(entries).toMatchObject([
      { airing: "ev1", slug: "the-cable" },
      { airing: "ev1.again-8", repeatOf: "ev1", start: (first?.start ?? 0) + 8 * 3600 },
      { airing: "ev1.again-16", repeatOf: "ev1" },
    ]);
    const items = (await station.rundownInForce())?.items ?? [];
    expect(items.filter(({ airing }) => airing?.startsWith("ev1"))).toHaveLength(3);
    for (const slug of ["the-cable", "the-cable-again-8"]) {
      const page = ProgrammeAnswer.parse((await station.get(routes.programme("main", slug))).body);
      expect(page.entry.slug).toBe(slug);
      expect(page.airings.map(({ repeatOf }) => repeatOf)).toEqual([undefined, "ev1", "ev1"]);
    }
    expect((await station.get(routes.programme("main", "the-cable-again-9"))).status).toBe(404);
    const { body } = await station.get(routes.events, { authorization: `Bearer ${env.PRODUCER_TOKEN}` });
    expect(body["events"]).toHaveLength(1);
  });

  it("moves and goes with its programme, and tells it who has its time", async () => {
    const startsAt = new Date((station.nowSecond + 7 * 3600) * 1000).toISOString();
    await station.publish("news", {
      ...film(),
      title: "News",
      slug: "news",
      startsAt,
      durationMinutes: 240,
      airsAgainAfterHours: [],
    });
    await station.pass(2000);
    expect((await guide()).map(({ airing }) => airing)).toEqual(["ev1", "news", "ev1.again-16"]);
    expect((await station.status("ev1"))?.warnings).toMatchObject([
      { code: "repeat-dropped", field: "fields.airsAgainAfterHours" },
    ]);
    await station.unpublish("ev1");
    await station.pass(2000);
    expect((await guide()).map(({ airing }) => airing)).toEqual(["news"]);
  });

  it("is dropped when it was never on air", async () => {
    await station.pass(900_000);
    expect((await guide()).map(({ airing }) => airing)).toEqual(["ev1"]);
    await station.pass(2000);
    const items = (await station.rundownInForce())?.items ?? [];
    expect(items.filter(({ airing }) => airing !== undefined)).toEqual([]);
  });

  it("stays when it was on air", async () => {
    const start = (await guide())[0]?.start ?? 0;
    await station.pass((start + 10 - station.nowSecond) * 1000);
    const room = { kind: "asset", asset: "a", startSecond: start } as const;
    await airSeconds(station, start + 10, start + 20, { room, airing: "ev1", title: "The Cable" });
    await station.pass(900_000);
    expect((await guide()).map(({ airing }) => airing)).toEqual(["ev1", "ev1.again-8", "ev1.again-16"]);
  });
});
