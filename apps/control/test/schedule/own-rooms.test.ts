import { Admissions } from "@nonstop/contract/admissions";
import { routes } from "@nonstop/contract/routes";
import { parseStreamKey } from "@nonstop/contract/stream-key";
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOMS_TO_STUDIOS } from "../../src/schedule/schedule-tables.ts";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

/** The rooms that the stream keys of the station's meetings open, by their topics. */
function keyRooms(): Record<string, string | undefined> {
  return Object.fromEntries(
    station.zoom.meetings.map(({ topic, livestream }) => [
      topic,
      parseStreamKey(livestream?.stream_key ?? "")?.claims.room,
    ]),
  );
}

/** The live rooms of the rundown, by the titles of their items. */
async function plannedRooms(): Promise<Record<string, unknown>> {
  await station.pass(1_100);
  const rundown = await station.rundownInForce();
  return Object.fromEntries(rundown?.items.map(({ title, room }) => [title, room]) ?? []);
}

describe("a live airing with a meeting", () => {
  it("has a room of its own, whatever studio it shares, and its key opens no other", async () => {
    await station.publish("studio", { name: "Studio", zoomHostUser: "studio@station.test" }, "studio");
    await station.publish("A", station.live(600, { title: "A", studio: link("studio") }));
    await station.publish("B", station.live(4_200, { title: "B", slug: "b", studio: link("studio") }));
    await station.calm();
    expect(keyRooms()).toEqual({ A: "e--a", B: "e--b" });
    expect(await plannedRooms()).toMatchObject({
      A: { kind: "live", room: "e--a" },
      B: { kind: "live", room: "e--b" },
    });
  });

  it("shares no room with an entry whose id differs in case or punctuation alone", async () => {
    for (const [index, id] of ["show.1", "Show.1", "show-1", "show_1"].entries())
      await station.publish(id, station.live(7200 * (index + 1), { title: id, slug: `s${index}` }));
    await station.calm();
    expect(new Set(Object.values(keyRooms())).size).toBe(4);
    expect(await plannedRooms()).toMatchObject({ "show.1": { room: "e-show-11" } });
  });
});

describe("an event that names an encoder", () => {
  it("is shown from the encoder's lasting room, and has no meeting", async () => {
    await station.publish("desk", { name: "Desk", slug: "desk" }, "encoder");
    await station.publish("ev1", station.live(600, { title: "News", encoder: link("desk") }));
    await station.calm();
    expect(await plannedRooms()).toMatchObject({ News: { kind: "encoder", room: "enc-desk" } });
    expect(station.zoom.meetings).toEqual([]);
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
  });

  it("airs the encoder in place of its meeting, and the meeting again when that is wanted back", async () => {
    await station.publish("desk", { name: "Desk", slug: "desk" }, "encoder");
    await station.publish("ev1", station.live(600, { title: "News" }));
    await station.calm();
    const { id } = station.zoom.only;
    await station.publish("ev1", station.live(600, { title: "News", encoder: link("desk") }));
    expect(await plannedRooms()).toMatchObject({ News: { kind: "encoder", room: "enc-desk" } });
    // The room of the meeting is closed at once, whoever is in it.
    expect((await station.rundownInForce())?.windows).toEqual([]);
    await station.publish("ev1", station.live(600, { title: "News" }));
    expect(await plannedRooms()).toMatchObject({ News: { kind: "live", room: "e-ev1" } });
    expect(keyRooms()).toEqual({ News: "e-ev1" });
    expect(station.zoom.only.id).toBe(id);
  });

  it("is refused with a studio as well", async () => {
    await station.publish("studio", { name: "Studio" }, "studio");
    await station.publish("desk", { name: "Desk", slug: "desk" }, "encoder");
    const both = { encoder: link("desk"), studio: link("studio") };
    const answer = await station.publish("ev1", station.live(600, both));
    expect(answer.body).toMatchObject({ error: { code: "bad-event", field: "fields.encoder" } });
  });
});

describe("a show that is on air", () => {
  /** What ingest is told of the rooms of shows. */
  async function openRooms(): Promise<Admissions["rooms"]> {
    const ingest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}` };
    return Admissions.parse((await station.get(routes.admissions, ingest)).body).rooms;
  }

  const inHours = (hours: number): string =>
    new Date((station.nowSecond + hours * 3600) * 1000).toISOString();

  /** Publishes a show that has begun a minute ago, with its guest in the meeting and on air. */
  async function onAir(): Promise<Record<string, unknown>> {
    const fields = station.live(-60, { title: "News" });
    await station.publish("ev1", fields);
    await station.calm();
    station.zoom.enter();
    await station.calm();
    expect(station.zoom.isSending()).toBe(true);
    return fields;
  }

  it("is lengthened without a break: its key stays, and ingest is told until when it is good", async () => {
    const fields = await onAir();
    const key = station.zoom.only.livestream?.stream_key;
    const [before] = await openRooms();
    await station.publish("ev1", { ...fields, endsAt: inHours(3) });
    await station.pass(61_000);
    expect(station.zoom.isSending()).toBe(true);
    expect(station.zoom.only.livestream?.stream_key).toBe(key);
    const until = (before?.until ?? 0) + 2 * 3600;
    expect(await openRooms()).toEqual([{ room: "e-ev1", until: expect.closeTo(until, -3) as number }]);
  });

  it.each(["film", "slate"])("is made a %s: its room is closed, and its guest put out", async (kind) => {
    const fields = await onAir();
    await station.publish("rec", { title: "Film", asset: "film" }, "recording");
    await station.publish("ev1", { ...fields, kind, recording: link("rec") });
    await station.calm();
    await station.pass(1_100);
    expect(await openRooms()).toEqual([]);
    expect((await station.rundownInForce())?.windows).toEqual([]);
    expect(station.zoom.isSending()).toBe(false);
  });

  it("is moved to tomorrow: nothing of it is sent today, and its key is good tomorrow", async () => {
    const fields = await onAir();
    await station.publish("ev1", { ...fields, startsAt: inHours(30), endsAt: inHours(31) });
    await station.calm();
    await station.pass(61_000);
    expect(station.zoom.isSending()).toBe(false);
    expect(await openRooms()).toEqual([]);
    const key = parseStreamKey(station.zoom.only.livestream?.stream_key ?? "");
    const expiresAt = expect.closeTo(station.nowSecond + 31.5 * 3600, -3) as number;
    expect(key?.claims).toMatchObject({ room: "e-ev1", expiresAt });
  });
});

it("events from before rooms were their own keep their studio, and get a room of their own", async () => {
  await station.publish("studio", { name: "Studio", zoomHostUser: "studio@station.test" }, "studio");
  for (const id of ["idle", "running"])
    await station.publish(id, station.live(600, { title: id, slug: id, studio: link("studio") }));
  await station.calm();
  await runInDurableObject(env.SCHEDULES.getByName("station"), (_schedule, { storage }) => {
    const { sql } = storage;
    sql.exec(`UPDATE event SET due_ms = NULL, body = json_remove(json_set(body, '$.airing.room', 'studio-1',
      '$.event.room', 'studio', '$.links.room', json('{"slug":"studio-1","host":"studio@station.test"}')),
      '$.event.studio', '$.links.studio')`);
    sql.exec(`UPDATE event SET body = json_set(body, '$.known.session',
      json('{"startedMs":1,"heardMs":1,"livestream":"on","asks":1}')) WHERE entry = 'running'`);
    sql.exec(ROOMS_TO_STUDIOS);
  });
  await station.calm();
  const planned = await runInDurableObject(env.SCHEDULES.getByName("station"), (_schedule, { storage }) =>
    storage.sql.exec<{ body: string }>(`SELECT body FROM event ORDER BY entry`).toArray(),
  );
  expect(planned.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
    {
      event: { studio: "studio" },
      links: { studio: { host: "studio@station.test" } },
      airing: { room: "e-idle" },
    },
    // People are in this meeting: what they show comes into the room it was pointed at.
    { event: { studio: "studio" }, links: { studio: {} }, airing: { room: "studio-1" } },
  ]);
});
