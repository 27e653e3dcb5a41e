import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const ONE = "one@station.test";
const TWO = "two@station.test";

/** Publishes a studio. */
async function studio(id: string, host: string, more: Record<string, unknown> = {}): Promise<void> {
  await station.publish(id, { name: id.toUpperCase(), zoomHostUser: host, ...more }, "studio");
  await station.calm();
}

/** Publishes a live event of an hour that is to be held in a studio. */
async function show(id: string, inSeconds: number, studioId: string): Promise<void> {
  const fields = { title: id.toUpperCase(), slug: id, studio: link(studioId) };
  await station.publish(id, station.live(inSeconds, fields));
  await station.calm();
}

/** Who hosts the meetings, by topic. */
const hosts = (): Record<string, string> =>
  Object.fromEntries(station.zoom.meetings.map(({ topic, hostEmail }) => [topic, hostEmail]));

async function codes(entry: string): Promise<string[]> {
  return ((await station.status(entry))?.warnings ?? []).map(({ code }) => code);
}

describe("two shows of one studio, back to back", () => {
  it("are held in two studios, for the second one's guests come early", async () => {
    await studio("s1", ONE);
    await studio("s2", TWO);
    await show("a", 3_600, "s1");
    await show("b", 7_200, "s1");
    expect(hosts()).toEqual({ A: ONE, B: TWO });
    expect(await codes("a")).toEqual([]);
    expect(await codes("b")).toEqual(["studio-taken"]);
    expect(await station.status("b")).toMatchObject({ state: "ready" });
  });

  it("clash in both entries, by name and time, when there is no other studio", async () => {
    await studio("s1", ONE);
    // The station's own studio is one as well, and it is taken.
    await station.publish("own", station.live(7_200, { title: "Own", slug: "own" }));
    await show("a", 3_600, "s1");
    await show("b", 7_200, "s1");
    expect(await codes("a")).toEqual(["studio-clash"]);
    expect(await codes("b")).toEqual(["studio-clash"]);
    const [note] = (await station.status("a"))?.warnings ?? [];
    expect(note?.message).toMatch(
      /^A at \d\d:\d\d and B at \d\d:\d\d are held in S1, which holds one meeting/,
    );
    expect(station.contentful.value("a", "provisionWarnings")).toContain("B at");
    expect(station.contentful.value("b", "provisionWarnings")).toContain("A at");
    expect(await station.status("own")).toMatchObject({ warnings: [] });
  });

  it("no longer clash when one of them goes", async () => {
    await studio("s1", ONE);
    await station.publish("own", station.live(7_200, { title: "Own", slug: "own" }));
    await show("a", 3_600, "s1");
    await show("b", 7_200, "s1");
    await station.unpublish("b");
    await station.calm();
    expect(await codes("a")).toEqual([]);
    expect(station.contentful.value("a", "provisionWarnings")).toBeUndefined();
  });

  it("share a studio whose host may hold two meetings", async () => {
    await studio("s1", ONE, { meetingsAtOnce: 2 });
    await studio("s2", TWO);
    await show("a", 3_600, "s1");
    await show("b", 7_200, "s1");
    expect(hosts()).toEqual({ A: ONE, B: ONE });
    expect(await codes("b")).toEqual([]);
  });
});

describe("a meeting that was made", () => {
  it("stays where it is when another show comes into its studio", async () => {
    await studio("s1", ONE);
    await studio("s2", TWO);
    await show("b", 7_200, "s1");
    const link = station.contentful.value("b", "joinUrl");
    await show("a", 3_600, "s1");
    expect(hosts()).toEqual({ A: TWO, B: ONE });
    expect(station.contentful.value("b", "joinUrl")).toBe(link);
  });

  it("stays where it was held instead, when the studio that it asked for is free again", async () => {
    await studio("s1", ONE);
    await studio("s2", TWO);
    await show("a", 3_600, "s1");
    await show("b", 7_200, "s1");
    await station.unpublish("a");
    await station.calm();
    expect(hosts()).toMatchObject({ B: TWO });
  });

  it("moves when its event asks for another studio, and so does the link in its entry", async () => {
    await studio("s1", ONE);
    await studio("s2", TWO);
    await show("a", 3_600, "s1");
    const link = station.contentful.value("a", "joinUrl");
    await show("a", 3_600, "s2");
    expect(hosts()).toEqual({ A: TWO });
    expect(station.contentful.value("a", "joinUrl")).not.toBe(link);
    expect(station.contentful.value("a", "joinUrl")).toContain(station.zoom.only.id);
  });

  it("moves while people are in it: they stay on air until the new one is, and then it goes", async () => {
    await studio("s1", ONE);
    await studio("s2", TWO);
    await show("a", 60, "s1");
    const before = station.zoom.only.id;
    station.zoom.enter(before);
    await station.calm();
    expect(station.zoom.isSending(before)).toBe(true);
    await show("a", 60, "s2");
    const after = station.zoom.meetings.find(({ hostEmail }) => hostEmail === TWO)!.id;
    expect(station.contentful.value("a", "joinUrl")).toContain(after);
    expect(station.zoom.isSending(before)).toBe(true);
    // Both are pointed at the one room of the airing, in which the newest wins.
    const rooms = station.zoom.meetings.map(({ livestream }) => livestream?.stream_key.split(".")[0]);
    expect(rooms).toEqual(["e-a", "e-a"]);
    station.zoom.enter(after);
    await station.calm();
    expect(station.zoom.isSending(after)).toBe(true);
    // Two that send into one room would push each other out for as long as people are in both.
    await station.pass(10_000);
    expect([before, after].map((id) => station.zoom.isSending(id))).toEqual([false, true]);
    station.zoom.leave(before);
    await station.pass(61_000);
    expect(hosts()).toEqual({ A: TWO });
  });

  it("moves twice while people stay: each is looked after by itself, and none of them sends behind the window", async () => {
    await studio("s1", ONE);
    await studio("s2", TWO);
    await studio("s3", "three@station.test");
    await show("a", 60, "s1");
    station.zoom.enter();
    await station.calm();
    const [first] = station.zoom.meetings.map(({ id }) => id);
    await show("a", 60, "s2");
    const second = station.zoom.meetings.find(({ hostEmail }) => hostEmail === TWO)!.id;
    // Nobody sends from there.
    station.zoom.faults.refusals = [{ method: "PATCH", path: "/meetings/*/livestream/status", status: 400 }];
    station.zoom.enter(second);
    await station.pass(30_000);
    await show("a", 60, "s3");
    station.zoom.faults.refusals = [];
    const before = station.zoom.requests.lines.length;
    for (let minute = 0; minute < 5; minute += 1) await station.pass(60_000);
    expect(station.zoom.requests.lines.length - before).toBeLessThanOrEqual(5 * 5);
    expect(station.zoom.isSending(first)).toBe(true);
    await station.pass(90 * 60_000);
    expect(station.zoom.meetings).toHaveLength(3);
    expect([first, second].map((id) => station.zoom.isSending(id))).toEqual([false, false]);
  });

  it("that is a former one by now is not deleted while nobody can tell whether people are in it", async () => {
    await studio("s1", ONE);
    await studio("s2", TWO);
    await show("a", 60, "s1");
    const before = station.zoom.only.id;
    station.zoom.enter();
    await station.calm();
    station.zoom.faults.refusals = [{ method: "GET", path: "/meetings/*", status: 400 }];
    await show("a", 60, "s2");
    await station.pass(5 * 60_000);
    expect(station.zoom.isSending(before)).toBe(true);
    station.zoom.faults.refusals = [];
    station.zoom.leave(before);
    await station.pass(61_000);
    expect(hosts()).toEqual({ A: TWO });
  });

  it("moves when its studio gets another host", async () => {
    await studio("s1", ONE);
    await show("a", 3_600, "s1");
    await studio("s1", TWO);
    await station.pass(2_000);
    expect(hosts()).toEqual({ A: TWO });
  });
});
