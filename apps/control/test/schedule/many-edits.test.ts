import { parseStreamKey } from "@nonstop/contract/stream-key";
import { afterEach, beforeEach, expect, it } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const SECOND_MS = 1000;
const calls = (method: string, path: RegExp): number =>
  station.zoom.requests.matching(new RegExp(`^${method} .*${path.source}`)).length;
/** What was asked of Zoom since the last time. */
const since = (before: number): string[] => station.zoom.requests.lines.slice(before);

it("makes a handful of calls of 50 edits in a minute, the first at once, and the last one counts", async () => {
  const day = 86_400;
  await station.publish("ev1", station.live(day));
  await station.calm();
  const before = station.zoom.requests.lines.length;
  const puts = station.contentful.requests.matching(/^PUT /).length;
  for (let edit = 1; edit <= 50; edit += 1) {
    // The start and the end move with each edit, so its livestream's end as well.
    await station.publish("ev1", station.live(day + edit * 60, { title: `Edit ${edit}` }));
    if (edit === 1) await station.calm();
    if (edit === 1) expect(station.zoom.only.topic).toBe("Edit 1");
    await station.pass(1_200);
  }
  await station.pass(120 * SECOND_MS);
  expect(station.zoom.only.topic).toBe("Edit 50");
  expect(station.contentful.value("ev1", "invitation")).toContain("Topic: Edit 50");
  const key = parseStreamKey(station.zoom.only.livestream?.stream_key ?? "");
  const end = Date.parse(station.zoom.only.startTime) / 1000 + 3600;
  expect(key?.claims.expiresAt).toBeGreaterThanOrEqual(end);
  const asked = since(before);
  expect(asked.filter((line) => line.startsWith("PATCH ")).length).toBeLessThanOrEqual(4);
  expect(asked.length).toBeLessThanOrEqual(12);
  expect(station.contentful.requests.matching(/^PUT /).length - puts).toBeLessThanOrEqual(5);
  // The guide has them all at once.
  expect((await station.get("/api/v1/channels/main/programmes/morning-show")).body).toMatchObject({
    entry: { title: "Edit 50" },
  });
});

it("makes a handful of calls of 50 edits of the end of a show that is about to begin", async () => {
  const show = station.live(300);
  const end = Date.parse(String(show["endsAt"]));
  await station.publish("ev1", show);
  await station.calm();
  const before = station.zoom.requests.lines.length;
  for (let edit = 1; edit <= 50; edit += 1) {
    const endsAt = new Date(end + edit * 60 * SECOND_MS).toISOString();
    await station.publish("ev1", { ...show, title: `Edit ${edit}`, endsAt });
    await station.pass(1_200);
  }
  await station.pass(30 * SECOND_MS);
  await station.pass(60 * SECOND_MS);
  expect(station.zoom.only.topic).toBe("Edit 50");
  const { claims } = parseStreamKey(station.zoom.only.livestream?.stream_key ?? "")!;
  expect(claims.expiresAt * SECOND_MS).toBe(end + (50 * 60 + 1800) * SECOND_MS);
  expect(since(before).filter((line) => line.startsWith("PATCH ")).length).toBeLessThanOrEqual(6);
});

it.each([
  ["tomorrow", 86_400],
  ["in five minutes", 300],
])(
  "does not move a meeting to and fro with the studio of a show %s, changed again and again",
  async (_when, inSeconds) => {
    for (const [id, zoomHostUser] of [
      ["s1", "one@station.test"],
      ["s2", "two@station.test"],
    ] as const)
      await station.publish(id, { name: id, zoomHostUser }, "studio");
    const show = (studio: string): Promise<unknown> =>
      station.publish("ev1", station.live(inSeconds, { studio: link(studio) }));
    await show("s1");
    await station.calm();
    for (let edit = 0; edit < 10; edit += 1) {
      await show(edit % 2 === 0 ? "s2" : "s1");
      await station.pass(2 * SECOND_MS);
      if (edit === 0) expect(station.zoom.only.hostEmail).toBe("two@station.test");
    }
    await show("s1");
    await station.pass(60 * SECOND_MS);
    expect(station.zoom.only.hostEmail).toBe("one@station.test");
    expect(station.contentful.value("ev1", "zoomMeetingId")).toBe(station.zoom.only.id);
    expect(calls("POST", /meetings$/)).toBeLessThanOrEqual(3);
  },
);

it("lets nothing wait that going live needs", async () => {
  await station.publish("ev1", station.live(1200));
  await station.calm();
  await station.publish("ev1", station.live(1210, { title: "Moved" }));
  await station.calm();
  const pointed = calls("PATCH", /\/livestream$/);
  // Moved again a moment later, into the next minute.
  await station.publish("ev1", station.live(60, { title: "Moved again" }));
  await station.calm();
  expect(calls("PATCH", /\/livestream$/)).toBe(pointed + 1);
  station.zoom.enter();
  await station.calm();
  expect(station.zoom.livestreamStarts).toBe(1);
  await station.pass(60 * SECOND_MS);
  expect(station.zoom.only.topic).toBe("Moved again");
});
