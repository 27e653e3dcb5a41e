import { ProgrammeAnswer } from "@nonstop/contract/guide";
import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { scheduleDeeds } from "../../src/schedule/schedule-deeds.ts";
import { migrateSchedule } from "../../src/schedule/schedule-tables.ts";
import { Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
  // Programming teams fill the fields as they like; a station's own content model may allow it.
  station.contentful.dropValidations();
});
afterEach(() => station.end());

const HOUR = 3600;

function publish(id: string, inHours: number, fields: Record<string, unknown>): Promise<unknown> {
  return station.publish(id, station.live(inHours * HOUR, { slug: undefined, kind: "slate", ...fields }));
}

async function guide(): Promise<Map<unknown, string>> {
  const to = station.nowSecond + 30 * 86_400;
  const { body } = await station.get(`/api/v1/channels/main/guide?from=${station.nowSecond}&to=${to}`);
  const entries = body.entries as { airing: string; slug: string }[];
  return new Map(entries.map(({ airing, slug }) => [airing, slug]));
}

async function programme(slug: string): Promise<ProgrammeAnswer | undefined> {
  const { status, body } = await station.get(`/api/v1/channels/main/programmes/${slug}`);
  return status === 404 ? undefined : ProgrammeAnswer.parse(body);
}

const page = (path: string): Promise<Response> =>
  exports.default.fetch(new Request(`https://station.test${path}`, { redirect: "manual" }));

it("gives each airing a page of its own, whatever its title", async () => {
  const titles = [
    "C++ 101",
    "C# 101",
    "Новости 24",
    "Спорт 24",
    "日本語 24",
    "ニュース 24",
    "日本語",
    "한국어",
    "🎸",
    "🎻",
    "Morning show",
    "morning   SHOW",
    "Show 2",
    "Show #2",
    "Show",
    "Show",
  ];
  for (const [at, title] of titles.entries()) await publish(`ev${at}`, at + 1, { title });
  await publish("___", titles.length + 1, { title: "?!" });
  await station.calm();
  const slugs = await guide();
  expect(slugs.size).toBe(titles.length + 1);
  expect(new Set(slugs.values()).size).toBe(slugs.size);
  for (const [airing, slug] of slugs) {
    expect(slug).toMatch(/^[a-z0-9][a-z0-9-]*$/);
    expect((await programme(slug))?.entry.airing).toBe(airing);
  }
});

it("lists all airings of a programme, by start, on the page of each", async () => {
  await publish("late", 5, { title: "Morning show", slug: "late-show" });
  await publish("early", 1, { title: "Morning show" });
  await publish("other", 3, { title: "Evening show" });
  await station.calm();
  for (const slug of ["morning-show", "late-show"])
    expect((await programme(slug))?.airings).toMatchObject([
      { airing: "early", slug: "morning-show" },
      { airing: "late", slug: "late-show" },
    ]);
  expect((await programme("evening-show"))?.airings).toHaveLength(1);
});

it("leaves an airing its address when others of its title come and go before it", async () => {
  await publish("ev1", 5, { title: "Morning show" });
  await publish("ev2", 1, { title: "Morning show" });
  await publish("ev3", 3, { title: "Morning show", slug: "morning-show" });
  await station.calm();
  const before = await guide();
  expect(before.get("ev1")).toBe("morning-show");
  await station.unpublish("ev2");
  await station.calm();
  await publish("ev1", 6, { title: "Morning show", summary: "Later" });
  await publish("ev3", 3, { title: "Morning show", slug: "morning-show", summary: "As ever" });
  await publish("ev2", 1, { title: "Morning show" });
  await station.calm();
  expect(await guide()).toEqual(before);
});

it("keeps the old address of a programme that is named anew, and gives it to nobody else", async () => {
  await publish("ev1", 1, { title: "Morning show" });
  await station.calm();
  await publish("ev1", 1, { title: "Breakfast show" });
  await station.calm();
  expect((await programme("morning-show"))?.entry).toMatchObject({ airing: "ev1", slug: "breakfast-show" });
  await publish("ev2", 3, { title: "Morning show" });
  await station.calm();
  expect((await guide()).get("ev2")).toBe("morning-show-2");
  const moved = await page("/schedule/morning-show");
  expect(moved.status).toBe(301);
  expect(moved.headers.get("location")).toBe("/schedule/breakfast-show");
  await publish("ev1", 1, { title: "Morning show" });
  await station.calm();
  expect((await guide()).get("ev1")).toBe("morning-show");
  expect((await page("/schedule/breakfast-show")).headers.get("location")).toBe("/schedule/morning-show");
  expect((await page("/schedule/morning-show")).status).not.toBe(301);
});

it("shows the next airing of its programme where one is cancelled, and nothing where there is none", async () => {
  await publish("ev1", 1, { title: "Morning show" });
  await publish("ev2", 3, { title: "Morning show" });
  await publish("ev3", 5, { title: "Evening show" });
  await station.calm();
  await station.unpublish("ev1");
  await station.unpublish("ev3");
  await station.calm();
  expect((await programme("morning-show"))?.entry.airing).toBe("ev2");
  expect(await programme("evening-show")).toBeUndefined();
});

it("leads on from an old address while the schedule is down", async () => {
  await publish("ev1", 1, { title: "Morning show" });
  await station.calm();
  await publish("ev1", 1, { title: "Breakfast show" });
  await station.calm();
  // Compiles are a second apart.
  await station.pass(1_100);
  vi.spyOn(env.SCHEDULES, "getByName").mockImplementation(() => {
    throw new Error("the schedule is down");
  });
  expect((await programme("morning-show"))?.entry).toMatchObject({ airing: "ev1", slug: "breakfast-show" });
  expect(await programme("constructor")).toBeUndefined();
});

it("gives airings that shared an address one each, from a schedule as it used to be kept", async () => {
  await publish("ev1", 5, { title: "Morning show" });
  await publish("ev2", 1, { title: "Morning show" });
  await station.calm();
  const stub = env.SCHEDULES.getByName("station");
  await runInDurableObject(stub, (_schedule, { storage }) => {
    const { sql } = storage;
    const old = [
      "event",
      "event_link",
      "linked_revision",
      "seen",
      "asset",
      "fact",
      "stream_video",
      "migration",
    ];
    const query = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'`;
    for (const { name } of sql.exec<{ name: string }>(query).toArray())
      if (!old.includes(name)) sql.exec(`DROP TABLE ${name}`);
    sql.exec(`DELETE FROM migration WHERE version >= 3;
      UPDATE event SET body = json_set(body, '$.airing.slug', 'morning-show')`);
    migrateSchedule(storage);
  });
  await station.calm();
  expect(await guide()).toEqual(
    new Map([
      ["ev1", "morning-show-2"],
      ["ev2", "morning-show"],
    ]),
  );
});

it("is asked once which addresses there are, however many somebody makes up", async () => {
  await publish("ev1", 1, { title: "Morning show" });
  await station.calm();
  const asked = [
    vi.spyOn(scheduleDeeds, "addresses"),
    vi.spyOn(scheduleDeeds, "programme"),
    vi.spyOn(scheduleDeeds, "guide"),
  ];
  const ask = async (path: string): Promise<[number, string | null]> => {
    const answer = await page(path);
    await answer.body?.cancel();
    return [answer.status, answer.headers.get("cache-control")];
  };
  for (let i = 0; i < 20; i += 1) {
    await ask(`/schedule/made-up-${i}`);
    const answer = await ask(`/api/v1/channels/main/programmes/made-up-${i}?x=${i}`);
    expect(answer).toEqual([404, "public, max-age=5"]);
    await ask("/schedule/morning-show");
    await ask(`/api/v1/channels/main/guide?x=${i}`);
  }
  expect(asked.map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
});
