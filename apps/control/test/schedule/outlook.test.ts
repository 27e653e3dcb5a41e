import { Guide, NowNext, ProgrammeAnswer } from "@nonstop/contract/guide";
import { EventsAnswer, type EventStatus } from "@nonstop/contract/events";
import { routes } from "@nonstop/contract/routes";
import type { Warning } from "@nonstop/contract/warning";
import { wallTime } from "@nonstop/schedule/wall-time";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

const HOUR = 3600;
const ZONE = "Europe/Berlin";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const at = (seconds: number): string => wallTime(station.nowSecond + seconds, ZONE);
const instant = (seconds: number): string => new Date((station.nowSecond + seconds) * 1000).toISOString();
const written = (entry: string, field: string): string =>
  JSON.stringify(station.contentful.value(entry, field) ?? null);

/** Publishes a live event `[from, to)`, in seconds from now. */
async function plan(entry: string, title: string, from: number, to: number): Promise<void> {
  const times = { startsAt: instant(from), endsAt: instant(to) };
  await station.publish(entry, station.live(0, { title, slug: entry, ...times }));
}

/** Leaves an entry that is not published. */
async function draft(id: string, fields: Record<string, unknown>, contentType: string): Promise<void> {
  await station.publish(id, fields, contentType);
  await station.unpublish(id);
}

async function warnings(): Promise<Warning[]> {
  const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
  return EventsAnswer.parse((await station.get(routes.events, producers)).body).warnings;
}

/** Expects one thing to be said of an entry, in the entry, the producers' API and the control room's warnings alike. */
async function saidEverywhere(entry: string, as: "problem" | "warning", words: string): Promise<void> {
  const status = await station.status(entry);
  const notes: EventStatus["warnings"] = as === "problem" ? [status!.problem!] : status!.warnings;
  expect(notes.map(({ message }) => message)).toContainEqual(expect.stringContaining(words));
  expect(written(entry, as === "problem" ? "provisionError" : "provisionWarnings")).toContain(words);
  const told = (await warnings()).filter(({ programme }) => programme?.airing === entry);
  expect(told.map(({ message }) => message)).toContainEqual(expect.stringContaining(words));
  for (const { cure } of [...notes, ...told]) expect(cure).toEqual(expect.any(String));
}

describe("two events that overlap", () => {
  it("at the same time: one airs, and the other says everywhere that it does not, and why", async () => {
    await plan("a", "Show A", HOUR, 2 * HOUR);
    await plan("b", "Show B", HOUR, 2 * HOUR);
    await station.calm();
    await saidEverywhere("a", "problem", `does not air at ${at(HOUR)}-${at(2 * HOUR)}: Show B has that time`);
    expect(station.contentful.value("a", "provisionState")).toBe("failed");
    expect(await station.status("a")).toMatchObject({ state: "failed" });
    // All that is said of the other is that the two share a studio.
    expect(await station.status("b")).toMatchObject({ state: "ready", warnings: [{ code: "studio-clash" }] });
    expect(station.contentful.value("b", "provisionState")).toBe("ready");
  });

  it("in part: the one that began first says what it loses, until the other is gone", async () => {
    await plan("a", "Show A", HOUR, 2 * HOUR);
    await plan("b", "Show B", HOUR + 1200, HOUR + 1800);
    await station.calm();
    const words = `Show A at ${at(HOUR)} does not air at ${at(HOUR + 1200)}-${at(HOUR + 1800)}: Show B has that time`;
    await saidEverywhere("a", "warning", words);
    expect(station.contentful.value("a", "provisionState")).toBe("ready");
    await station.unpublish("b");
    expect(await warnings()).toEqual([]);
    await station.calm();
    expect(await station.status("a")).toMatchObject({ state: "ready", warnings: [] });
    expect(station.contentful.value("a", "provisionWarnings")).toBeUndefined();
  });

  it("stand alike in guide, page, now, XMLTV and calendar: where each airs, and nowhere else", async () => {
    await plan("a", "Show A", HOUR, 2 * HOUR);
    await plan("b", "Show B", HOUR + 1200, HOUR + 1800);
    await plan("never", "Never", HOUR + 1200, HOUR + 1800);
    await plan("bb", "Twin", HOUR + 1200, HOUR + 1800);
    await station.calm();
    const airs: [string, number, number][] = [
      ["Show A", HOUR, HOUR + 1200],
      ["Never", HOUR + 1200, HOUR + 1800],
      ["Show A", HOUR + 1800, 2 * HOUR],
    ];
    const planned = airs.map(([title, from, to]) => [
      title,
      station.nowSecond + from,
      station.nowSecond + to,
    ]);
    const guide = Guide.parse((await station.get(routes.guide("main"))).body);
    expect(guide.entries.map(({ title, start, end }) => [title, start, end])).toEqual(planned);
    const now = NowNext.parse((await station.get(routes.now("main"))).body);
    expect(now.next.map(({ title, start, end }) => [title, start, end])).toEqual(planned);
    const stamp = (second: unknown): string =>
      new Date(Number(second) * 1000).toISOString().slice(0, 19).replaceAll(/\D/g, "");
    const stamps = planned.map(([title, start, end]) => `${title} ${stamp(start)} ${stamp(end)}`);
    const xml = (await station.get(routes.epg("main", "xml"))).text;
    const inXml = [...xml.matchAll(/start="(\d+) \+0000" stop="(\d+) \+0000"[^>]*>\s*<title>([^<]*)</g)];
    expect(inXml.map(([, start, stop, title]) => `${title} ${start} ${stop}`)).toEqual(stamps);
    const ics = (await station.get(routes.epg("main", "ics"))).text;
    const inIcs = [...ics.matchAll(/DTSTART:(\w+)Z\r\nDTEND:(\w+)Z\r\nSUMMARY:([^\r]*)/g)];
    const plain = (time = ""): string => time.replace("T", "");
    expect(inIcs.map(([, start, end, title]) => `${title} ${plain(start)} ${plain(end)}`)).toEqual(stamps);
    expect(new Set(ics.match(/UID:[^\r]*/g)).size).toBe(3);
    for (const slug of ["b", "bb"])
      expect(await station.get(routes.programme("main", slug))).toMatchObject({ status: 404 });
    const page = ProgrammeAnswer.parse((await station.get(routes.programme("main", "a"))).body);
    expect(page.airings.map(({ start, end }) => ["Show A", start, end])).toEqual([planned[0], planned[2]]);
  });

  it("stand alike whatever window of the guide is asked for, also one that begins after what interrupts has ended", async () => {
    await plan("a", "Show A", HOUR, 2 * HOUR);
    await plan("b", "Show B", HOUR + 1200, HOUR + 1800);
    await station.calm();
    const from = station.nowSecond + HOUR + 2400;
    const guide = Guide.parse((await station.get(`${routes.guide("main")}?from=${from}`)).body);
    expect(guide.entries).toMatchObject([
      { title: "Show A", start: station.nowSecond + HOUR + 1800, continued: true },
    ]);
  });

  it("by mistake twice the same: which of the two airs is said, and one interrupted often is not told at length", async () => {
    await plan("copy", "Show A", HOUR, 2 * HOUR);
    await plan("a", "Show A", HOUR, 2 * HOUR);
    await station.calm();
    await saidEverywhere("a", "problem", `at ${at(HOUR)}-${at(2 * HOUR)}: another Show A has that time`);
    await plan("long", "Long", 4 * HOUR, 6 * HOUR);
    for (let n = 0; n < 5; n += 1)
      await plan(`n${n}`, `News ${n}`, 4 * HOUR + 600 + n * 900, 4 * HOUR + 900 + n * 900);
    await station.calm();
    await saidEverywhere("long", "warning", "News 2 has that time, and 2 more times.");
  });

  it("one within the other that starts with it: both air", async () => {
    await plan("z", "Long", HOUR, 2 * HOUR);
    await plan("b", "Short", HOUR, HOUR + 600);
    await station.calm();
    await saidEverywhere(
      "z",
      "warning",
      `does not air at ${at(HOUR)}-${at(HOUR + 600)}: Short has that time`,
    );
    // All that is said of the other is that the two share a studio.
    expect(await station.status("b")).toMatchObject({ state: "ready", warnings: [{ code: "studio-clash" }] });
  });
});

describe("a recording", () => {
  async function planFilm(asset: string, seconds: number, over: Record<string, unknown> = {}): Promise<void> {
    await station.publishUnheard("rec", { title: "Slow Light", asset }, "recording");
    const fields = { kind: "film", title: "Slow Light", recording: link("rec") };
    const times = { startsAt: instant(HOUR), endsAt: instant(HOUR + seconds) };
    await station.publish("film", station.live(0, { ...fields, ...times, ...over }));
    await station.calm();
  }

  it("that is not in the library is a problem until it is there", async () => {
    await planFilm("slow-light", 60);
    await saidEverywhere("film", "problem", "its recording slow-light is not in the library, so filler airs");
    await station.conformed("slow-light", "Slow Light");
    expect(await warnings()).toEqual([]);
    expect(await station.status("film")).toMatchObject({ state: "ready", warnings: [] });
    expect(station.contentful.value("film", "provisionState")).toBe("ready");
    expect(station.contentful.value("film", "provisionError")).toBeUndefined();
  });

  it("that is being conformed is told from one that is not there, and from one that could not be", async () => {
    const job = { job: "j1", asset: "slow-light", title: "Slow Light", progress: 0.4 };
    station.ingest.jobs.set("j1", { ...job, state: "running" });
    await planFilm("slow-light", 60);
    await saidEverywhere("film", "warning", "its recording slow-light is still being conformed");
    expect(station.contentful.value("film", "provisionState")).toBe("pending");
    station.ingest.jobs.set("j1", { ...job, state: "failed", problem: "no picture in it." });
    await station.pass(31_000);
    await saidEverywhere(
      "film",
      "problem",
      "slow-light could not be conformed (no picture in it), so filler",
    );
    await station.conformed("slow-light", "Slow Light");
    expect(await station.status("film")).toMatchObject({ state: "ready", warnings: [] });
  });

  it("that is shorter than its slot says by how much, and what follows", async () => {
    await station.conformed("slow-light", "Slow Light");
    await planFilm("slow-light", 60 + 1725);
    await saidEverywhere("film", "warning", `Slow Light at ${at(HOUR)} ends 28:45 early; filler follows`);
    expect(await station.status("film")).toMatchObject({ state: "ready" });
  });

  it("that is longer than its slot says where it is cut off", async () => {
    await station.conformed("slow-light", "Slow Light");
    await planFilm("slow-light", 20);
    await saidEverywhere("film", "warning", "0:40 before the recording's end");
  });

  it("that is still a draft as plan B is missed in the entry, and no longer when it is published", async () => {
    await draft("draft", { title: "Spare", asset: "spare" }, "recording");
    await draft("ana", { name: "Ana", slug: "ana" }, "person");
    await station.publish("show", station.live(HOUR, { planB: link("draft"), presenters: [link("ana")] }));
    await station.calm();
    await saidEverywhere("show", "warning", "its plan B is not published");
    await saidEverywhere("show", "warning", "a presenter (entry ana) cannot be shown");
    expect(station.contentful.value("show", "provisionState")).toBe("ready");
    await station.conformed("spare", "Spare");
    await station.publish("draft", { title: "Spare", asset: "spare" }, "recording");
    await station.publish("ana", { name: "Ana", slug: "ana" }, "person");
    await station.calm();
    expect(await warnings()).toEqual([]);
    expect(station.contentful.value("show", "provisionWarnings")).toBeUndefined();
  });
});

describe("times", () => {
  it("that are over are refused by name", async () => {
    const answer = await station.publish("old", station.live(-366 * 24 * HOUR));
    expect(answer).toMatchObject({ body: { status: "refused", error: { field: "fields.startsAt" } } });
    await station.calm();
    await saidEverywhere("old", "problem", "is in the past");
    expect((await station.get("/api/v1/channels/main/guide")).body.entries).toEqual([]);
  });

  it("of a show that has begun are told, and it airs from now on", async () => {
    await station.publish("ev1", station.live(-600));
    await station.calm();
    await saidEverywhere(
      "ev1",
      "warning",
      `Morning show at ${at(-600)} was published at ${at(0)}, after its start`,
    );
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
    await station.publish("ev1", station.live(-600, { title: "Renamed" }));
    const codes = (await warnings()).map(({ code }) => code);
    expect(codes).not.toContain("begun-before");
  });

  it("of a show that has aired may stand while its words are corrected, and may not be moved into the past", async () => {
    const fields = station.live(HOUR);
    await station.publish("ev1", fields);
    await station.pass(3 * HOUR * 1000);
    expect(await station.publish("ev1", { ...fields, title: "Corrected" })).toMatchObject({ status: 202 });
    const moved = await station.publish("ev1", { ...fields, startsAt: instant(-3 * HOUR) });
    expect(moved).toMatchObject({ body: { status: "refused", error: { field: "fields.startsAt" } } });
  });

  it("whose end and duration disagree say which one counts", async () => {
    await station.publish("ev1", station.live(HOUR, { durationMinutes: 90 }));
    await station.calm();
    const words = `ends at ${at(2 * HOUR)} as fields.endsAt says; by fields.durationMinutes (90) it would end at ${at(HOUR + 5400)}`;
    await saidEverywhere("ev1", "warning", words);
  });

  it("written with an offset that is not the zone's air by the instant, with both wall times", async () => {
    const times = { startsAt: "2027-03-20T20:00-08:00", endsAt: null, durationMinutes: 60 };
    await station.publish("ev1", station.live(0, { ...times, timezone: "America/Los_Angeles" }));
    await station.calm();
    await saidEverywhere("ev1", "warning", "airs at 21:00 in America/Los_Angeles on Sat 20 Mar 2027");
    await saidEverywhere("ev1", "warning", "fields.startsAt says 20:00 at -08:00");
    expect(await station.status("ev1")).toMatchObject({ state: "ready", start: 1_805_601_600 });
  });
});

it("a wrong version says that the earlier one still airs, and of what time that is", async () => {
  await station.publish("ev1", station.live(3 * HOUR));
  const published = at(0);
  await station.pass(600_000);
  await station.publish("ev1", station.live(2 * HOUR, { endsAt: instant(0) }));
  await station.calm();
  await saidEverywhere("ev1", "problem", "fields.endsAt");
  await saidEverywhere("ev1", "warning", `the version of ${published} still airs`);
  expect(station.contentful.value("ev1", "provisionState")).toBe("failed");
  await station.publish("ev1", station.live(2 * HOUR));
  expect(await warnings()).toEqual([]);
});

it("what is deleted is warned of no more, at once", async () => {
  await draft("nobody", { name: "Nobody", slug: "nobody" }, "person");
  await station.publish("ev1", station.live(HOUR, { presenters: [link("nobody")] }));
  await station.calm();
  expect(await warnings()).toHaveLength(1);
  await station.unpublish("ev1", "delete");
  expect(await warnings()).toEqual([]);
});
