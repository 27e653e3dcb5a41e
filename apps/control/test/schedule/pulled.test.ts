import { Pulls } from "@nonstop/contract/pull";
import type { Rundown } from "@nonstop/contract/rundown";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Answer, link, Station } from "./station.ts";

const TOKEN = "eyJ-source-token";
const source = `https://customer-abc.cloudflarestream.com/${TOKEN}/manifest/video.m3u8`;
const ingest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}` };
const producer = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const pulls = async (): Promise<Pulls["pulls"]> =>
  Pulls.parse((await station.get(routes.pulls, ingest)).body).pulls;

async function rundownWith(airing: string): Promise<Rundown> {
  // Compiles are a second apart, and a station that starts begins with one.
  await station.pass(1_100);
  return vi.waitUntil(async () => {
    const given = await station.rundownInForce();
    return given?.items.some((item) => item.airing === airing) === true ? given : undefined;
  });
}

it("an event with a source makes no meeting, and stands in guide and rundown with a room of its own", async () => {
  await station.publish("Ev1", station.live(600, { source }));
  await station.calm();
  const rundown = await rundownWith("Ev1");
  expect(rundown.items.find(({ airing }) => airing === "Ev1")).toMatchObject({
    kind: "live",
    room: { kind: "remote", room: "r--ev1" },
  });
  expect((await station.get(routes.guide("main"))).body).toMatchObject({
    entries: [{ airing: "Ev1", kind: "live" }],
  });
  expect(station.zoom.requests.lines).toEqual([]);
  expect(await station.status("Ev1")).toMatchObject({ state: "ready" });
  expect(station.contentful.value("Ev1", "provisionState")).toBe("ready");
  expect(station.contentful.value("Ev1", "joinUrl")).toBeUndefined();
});

it("tells ingest alone where to pull from, and nobody else anything of it", async () => {
  await station.publish("ev1", station.live(600, { source }));
  await station.calm();
  const start = station.nowSecond + 600;
  expect(await pulls()).toEqual([]);
  await station.pass(500_000);
  expect(await pulls()).toEqual([{ room: "r-ev1", url: source, from: start - 30, to: start + 3600 }]);

  const playout = { authorization: `Bearer ${env.ORIGIN_TOKEN_PLAYOUT}` };
  for (const headers of [{}, playout, producer])
    expect([401, 403]).toContain((await station.get(routes.pulls, headers)).status);
  const doors: Answer[] = await Promise.all([
    station.get(routes.guide("main")),
    station.get(routes.now("main")),
    station.get(routes.programme("main", "morning-show")),
    station.get(routes.epg("main", "xml")),
    station.get(routes.events, producer),
    station.get(routes.control("main"), producer),
    station.get(routes.originRundown("main"), playout),
  ]);
  const told = [...doors.map(({ text }) => text), await station.kv(), ...station.logged].join("\n");
  expect(told).toContain("r-ev1");
  expect(told).not.toContain(TOKEN);
  expect(told).not.toContain("cloudflarestream");
});

it("is pulled no longer when it is withdrawn, and for longer while a take holds it", async () => {
  await station.publish("ev1", station.live(60, { source }));
  await station.calm();
  const [pull] = await pulls();
  await rundownWith("ev1");
  await station.pass(((pull?.to ?? 0) - 10 - station.nowSecond) * 1000);
  const body = JSON.stringify({ id: "t1", from: station.nowSecond, to: { kind: "remote", room: "r-ev1" } });
  const headers = { ...producer, "content-type": "application/json" };
  const taken = await station.post(
    routes.takes("main"),
    new Uint8Array(new TextEncoder().encode(body)),
    headers,
  );
  expect(taken.status).toBe(201);
  expect((await pulls())[0]?.to).toBe(station.nowSecond + 60);
  await station.unpublish("ev1");
  expect(await pulls()).toEqual([]);
});

it("makes a show with a meeting a pulled one, and deletes the meeting after a day", async () => {
  await station.publish("ev1", station.live(600));
  await station.calm();
  expect(station.zoom.requests.matching(/^POST .*meetings$/)).toHaveLength(1);
  await station.publish("ev1", station.live(600, { source }));
  await station.calm();
  expect(station.contentful.value("ev1", "joinUrl")).toBeUndefined();
  await station.pass(2_000);
  await vi.waitUntil(async () =>
    (await rundownWith("ev1")).items.some(({ room }) => room.kind === "remote" && room.room === "r-ev1"),
  );
  expect(station.zoom.meetings).toHaveLength(1);
  await station.pass(86_400_000);
  expect(station.zoom.meetings).toEqual([]);
});

it("a source that leads into a private network is refused with the cure, and the old airing stands", async () => {
  await station.publish("ev1", station.live(600, { source }));
  await station.calm();
  const answer = await station.publish("ev1", station.live(600, { source: `http://10.0.0.1/${TOKEN}` }));
  expect(answer.body).toMatchObject({ error: { code: "bad-event", field: "fields.source" } });
  expect(answer.text).not.toContain(TOKEN);
  await station.calm();
  await station.pass(500_000);
  expect(await pulls()).toMatchObject([{ url: source }]);
  await station.contentful.save("studio", "studio", { name: "Studio" });
  const twofold = { slug: "twofold", source, studio: link("studio") };
  const both = await station.publish("ev2", station.live(600, twofold));
  expect(both.body).toMatchObject({ error: { field: "fields.source" } });
});
