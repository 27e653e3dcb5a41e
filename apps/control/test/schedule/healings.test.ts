import { Healings } from "@nonstop/contract/healings";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { link, Station } from "./station.ts";

const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const MINUTE_MS = 60_000;

let station: Station;
beforeEach(async () => {
  station = new Station();
  // The first look finds what there was before: nothing was lost by then.
  await station.pass(3 * MINUTE_MS);
  station.later(1_000);
});
afterEach(() => station.end());

async function healings(): Promise<[string, string][]> {
  const answer = await station.get(routes.healings, producers);
  return Healings.parse(answer.body).healings.map(({ code, message }) => [code, message]);
}

it("an event that was published unheard stands in the guide minutes later, and the team is told", async () => {
  await station.publishUnheard("ev1", station.live(7200), "event");
  await station.pass(2 * MINUTE_MS);
  expect((await station.get(routes.guide("main"))).text).toContain("Morning show");
  expect(await healings()).toEqual([["unheard-publish", expect.stringContaining("Morning show")]]);
});

it("what a webhook has told is no news, and nothing is said of it", async () => {
  await station.publish("ana", { name: "Ana" }, "person");
  await station.publish("ev1", station.live(7200, { presenters: [link("ana")] }));
  await station.calm();
  await station.publish("ana", { name: "Ana Lima" }, "person");
  await station.unpublish("ana");
  await station.unpublish("ev1");
  for (let n = 0; n < 4; n += 1) await station.pass(3 * MINUTE_MS);
  expect(await healings()).toEqual([]);
});

it("a person who was renamed unheard is renamed in the guide", async () => {
  await station.publish("ana", { name: "Ana" }, "person");
  await station.publish("ev1", station.live(7200, { presenters: [link("ana")] }));
  await station.pass(3 * MINUTE_MS);
  station.later(1_000);
  await station.publishUnheard("ana", { name: "Ana Lima" }, "person");
  for (let n = 0; n < 2; n += 1) await station.pass(2 * MINUTE_MS);
  expect((await station.get(routes.guide("main"))).text).toContain("Ana Lima");
  expect(await healings()).toEqual([["unheard-publish", expect.stringContaining("Ana Lima")]]);
});

it("an event that was withdrawn unheard leaves the guide", async () => {
  await station.publish("ev1", station.live(7200));
  await station.pass(3 * MINUTE_MS);
  await station.contentful.unheard(() => station.contentful.change("ev1", "unpublish"));
  await station.pass(2 * MINUTE_MS);
  expect((await station.get(routes.guide("main"))).text).not.toContain("Morning show");
  expect((await healings()).map(([code]) => code)).toEqual(["unheard-withdrawal"]);
});

it("a list of changes that begins anew, for its cursor is unknown, loses and says nothing", async () => {
  await station.publish("ev1", station.live(7200));
  await station.calm();
  await station.contentful.unheard(() => station.contentful.change("ev1", "unpublish"));
  station.contentful.failNext({ kind: "gateway" });
  for (let n = 0; n < 3; n += 1) await station.pass(5 * MINUTE_MS);
  expect((await station.get(routes.guide("main"))).text).not.toContain("Morning show");
});

it("a meeting that somebody deleted unheard is made anew long before its show", async () => {
  await station.publish("ev1", station.live(24 * 3600));
  await station.calm();
  const before = station.zoom.only.id;
  station.zoom.forgetMeetings();
  await station.pass(61 * MINUTE_MS);
  await station.pass(MINUTE_MS);
  expect(station.zoom.only.id).not.toBe(before);
  expect(station.contentful.value("ev1", "zoomMeetingId")).toBe(station.zoom.only.id);
  expect(await healings()).toContainEqual(["meeting-missing", expect.stringContaining("Morning show")]);
});

it("a meeting that somebody moved is put back to the time of its show", async () => {
  await station.publish("ev1", station.live(24 * 3600));
  await station.calm();
  const { startTime } = station.zoom.only;
  station.zoom.only.startTime = new Date(Date.parse(startTime) + 3600_000).toISOString();
  await station.pass(61 * MINUTE_MS);
  await station.pass(MINUTE_MS);
  expect(Date.parse(station.zoom.only.startTime)).toBe(Date.parse(startTime));
  expect(await healings()).toContainEqual(["meeting-moved", expect.stringContaining("Morning show")]);
});

it("only producers are told", async () => {
  expect((await station.get(routes.healings)).status).toBe(401);
});
