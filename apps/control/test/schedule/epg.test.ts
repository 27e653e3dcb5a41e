import ICAL from "ical.js";
import { routes } from "@nonstop/contract/routes";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const TYPES = {
  xml: "application/xml; charset=utf-8",
  ics: "text/calendar; charset=utf-8",
  m3u: "audio/x-mpegurl; charset=utf-8",
} as const;
const formats = ["xml", "ics", "m3u"] as const;

/** An answer as it comes, and no redirect is followed. */
const raw = (path: string, init: RequestInit): Promise<Response> =>
  exports.default.fetch(new Request(`https://station.test${path}`, { redirect: "manual", ...init }));

async function eventsAt(path: string): Promise<ICAL.Event[]> {
  const { status, text } = await station.get(path);
  expect(status).toBe(200);
  return new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents("vevent")
    .map((event) => new ICAL.Event(event));
}
const valueOf = (event: ICAL.Event | undefined, name: string): string =>
  String(event?.component.getFirstPropertyValue(name));

it("gives the guide to boxes, calendars and IPTV players", async () => {
  await station.publish("ev1", station.live(600, { title: "News & weather" }));
  for (const format of formats) {
    const { status, headers } = await station.get(`/epg/main.${format}`);
    expect([status, headers.get("content-type")]).toEqual([200, TYPES[format]]);
    expect(headers.get("cache-control")).toBe("public, max-age=60");
    expect(headers.get("access-control-allow-origin")).toBe("*");
  }
  expect((await station.get("/epg/main.xml")).text).toContain("<title>News &amp; weather</title>");
  const [event] = await eventsAt("/epg/main.ics");
  expect([event?.uid, valueOf(event, "url")]).toEqual([
    "ev1+guide@station.test",
    "https://station.test/schedule/morning-show",
  ]);
  const list = (await station.get("/epg/main.m3u")).text;
  expect(list).toContain("\nhttps://station.test/live/main/index.m3u8\n");
  expect(list).toContain('catchup-source="https://station.test/epg/main/{utc}-{utcend}.m3u8"');
});

it("lists fourteen days back and ahead without a hole, fillers by name", async () => {
  await station.conformed("harbour", "The harbour", true);
  await station.publish("ev1", station.live(7200));
  await station.calm();
  const { text } = await station.get("/epg/main.xml");
  const spans = [...text.matchAll(/<programme start="(\d+) \+0000" stop="(\d+) \+0000"/g)];
  expect(spans.length).toBeGreaterThan(2);
  for (const [index, span] of spans.entries()) if (index > 0) expect(span[1]).toBe(spans[index - 1]?.[2]);
  const day = (offset: number): string =>
    new Date((station.nowSecond + offset * 86_400) * 1000).toISOString().slice(0, 10).replaceAll("-", "");
  expect(spans[0]?.[1]).toBe(`${day(-14)}000000`);
  expect(spans.at(-1)?.[2]).toBe(`${day(15)}000000`);
  expect(text).toContain("<desc>The harbour</desc>");
});

it("leads a player that catches up to the whole programme, also one that asks for more", async () => {
  await station.publish("ev1", station.live(600));
  await station.calm();
  const [start, end] = [station.nowSecond + 600, station.nowSecond + 4200];
  station.later(7200_000);
  for (const asked of [`${start}-${end}`, `${start - 300}-${end + 600}`]) {
    const answer = await raw(`/epg/main/${asked}.m3u8`, {});
    expect([answer.status, answer.headers.get("location")]).toEqual([
      302,
      `/replay/main/${start}-${end}.m3u8`,
    ]);
  }
  expect((await raw(`/epg/other/${start}-${end}.m3u8`, {})).status).toBe(404);
});

describe("a reader that asks again", () => {
  it.each(formats)("is told that %s is as it has it, until it changes", async (format) => {
    const path = `/epg/main.${format}`;
    const first = await station.get(path);
    const [etag, modified] = [first.headers.get("etag") ?? "", first.headers.get("last-modified") ?? ""];
    const again = async (headers: Record<string, string>): Promise<number> =>
      (await station.get(path, headers)).status;
    station.later(5000);
    expect(await again({ "if-none-match": etag })).toBe(304);
    expect(await again({ "if-none-match": `"x", ${etag}` })).toBe(304);
    expect(await again({ "if-modified-since": modified })).toBe(304);
    expect(await again({ "if-none-match": '"x"', "if-modified-since": modified })).toBe(200);
    if (format === "m3u") return;
    await station.publish("ev1", station.live(600));
    await station.calm();
    expect(await again({ "if-none-match": etag })).toBe(200);
    expect(await again({ "if-modified-since": modified })).toBe(200);
  });

  it("may take it gzipped, ask for its head alone, and add no query", async () => {
    const path = routes.epg("main", "xml");
    const zipped = await raw(path, { headers: { "accept-encoding": "gzip" } });
    expect(zipped.headers.get("content-encoding")).toBe("gzip");
    expect(zipped.headers.get("vary")).toMatch(/accept-encoding/i);
    await zipped.body?.cancel();
    const head = await raw(path, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("etag")).toMatch(/^W\/"[0-9a-f]{32}"$/);
    const queried = await raw(`${path}?fresh=1`, {});
    expect([queried.status, queried.headers.get("location")]).toEqual([302, "/epg/main.xml"]);
  });
});

describe("a calendar", () => {
  it("has the same stamp until the airing changes, and another sequence when its times do", async () => {
    await station.publish("ev1", station.live(86_400));
    const marksOf = async (): Promise<string[]> => {
      const [event] = await eventsAt("/epg/main.ics");
      return [valueOf(event, "sequence"), valueOf(event, "dtstamp")];
    };
    const [, first] = await marksOf();
    await station.pass(3600_000);
    expect(await marksOf()).toEqual(["0", first]);
    await station.publish("ev1", station.live(82_800, { title: "Another title" }));
    const [sequence, second] = await marksOf();
    expect(sequence).toBe("0");
    expect(second).not.toBe(first);
    await station.pass(60_000);
    await station.publish("ev1", station.live(90_000, { title: "Another title" }));
    expect((await marksOf())[0]).toBe("1");
    await station.startAnew();
    expect((await marksOf())[0]).toBe("1");
  });

  it("says for two weeks that a programme is cancelled", async () => {
    await station.publish("ev1", station.live(20 * 86_400));
    await eventsAt("/epg/main.ics");
    await station.unpublish("ev1");
    await station.calm();
    const [event] = await eventsAt("/epg/main.ics");
    expect([event?.uid, valueOf(event, "status"), event?.sequence]).toEqual([
      "ev1+guide@station.test",
      "CANCELLED",
      1,
    ]);
    station.later(15 * 86_400_000);
    expect(await eventsAt("/epg/main.ics")).toEqual([]);
  });

  it("follows what will air: an airing that another one interrupts has two parts", async () => {
    await station.publish("ev1", station.live(3600));
    const endsAt = new Date((station.nowSecond + 4800) * 1000).toISOString();
    await station.publish("ev2", station.live(4200, { title: "Flash", slug: "flash", endsAt }));
    await station.calm();
    const uids = (await eventsAt("/epg/main.ics")).map(({ uid }) => uid);
    expect(uids).toEqual(["ev1+guide@station.test", "ev2+guide@station.test", "ev1+guide.2@station.test"]);
  });

  it("is there for one programme, under any address that it had, for one show and for one person", async () => {
    await station.publish("ada", { name: "Ada", slug: "ada" }, "person");
    await station.publish("late", { title: "Late", slug: "late" }, "show");
    const show = station.live(3600, { presenters: [link("ada")], show: link("late") });
    await station.publish("ev1", show);
    await station.publish("ev2", station.live(9000, { title: "Other", slug: "other" }));
    await station.calm();
    const one = await station.get("/schedule/morning-show.ics");
    expect(one.headers.get("content-disposition")).toBe('attachment; filename="morning-show.ics"');
    expect(one.text).toContain("BEGIN:VALARM");
    expect((await eventsAt("/schedule/morning-show.ics")).map(({ uid }) => uid)).toEqual([
      "ev1+guide@station.test",
    ]);
    expect((await eventsAt("/people/ada.ics")).map(({ uid }) => uid)).toEqual(["ev1+guide@station.test"]);
    expect((await eventsAt("/shows/late.ics")).map(({ uid }) => uid)).toEqual(["ev1+guide@station.test"]);
    await station.publish("ev1", { ...show, slug: "early-show" });
    await station.calm();
    const moved = await raw("/schedule/morning-show.ics", {});
    expect([moved.status, moved.headers.get("location")]).toEqual([301, "/schedule/early-show.ics"]);
    for (const path of ["/schedule/nothing.ics", "/people/nobody.ics", "/shows/none.ics"])
      expect(await station.get(path)).toMatchObject({
        status: 404,
        body: { error: { code: "unknown-programme" } },
      });
  });

  it("keeps what it has while the schedule is down", async () => {
    await station.publish("ev1", station.live(600));
    await station.calm();
    vi.spyOn(env.SCHEDULES, "getByName").mockImplementation(() => {
      throw new Error("the schedule is down");
    });
    const answer = await station.get("/epg/main.ics");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "60"]);
    const guide = await station.get("/epg/main.xml");
    expect(guide.status).toBe(200);
    expect(guide.text).toContain("<title>Morning show</title>");
  });
});

it.each([
  ["nowhere.xml", "unknown-channel"],
  ["main.txt", "no-such-path"],
  ["main", "no-such-path"],
])("has no feed %s, and says so", async (feed, code) => {
  expect(await station.get(`/epg/${feed}`)).toMatchObject({ status: 404, body: { error: { code } } });
});
