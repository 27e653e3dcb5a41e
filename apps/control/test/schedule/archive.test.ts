import { RestoreAnswer } from "@nonstop/contract/archive";
import { AsRun } from "@nonstop/contract/as-run";
import { routes } from "@nonstop/contract/routes";
import { reset, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ARCHIVED_TABLES } from "../../src/schedule/archive/archived-tables.ts";
import { link, Station } from "./station.ts";

const operator = { authorization: "Bearer operator-token" };
const producer = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const DAY_MS = 86_400_000;

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

async function archive(): Promise<Uint8Array<ArrayBuffer>> {
  const request = new Request(`https://station.test${routes.archive}`, { headers: operator });
  const answer = await exports.default.fetch(request);
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

const zipped = async (text: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
const unzipped = (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();

async function restore(bytes: Uint8Array<ArrayBuffer>, query = "") {
  const answer = await station.post(`${routes.archive}${query}`, bytes, operator);
  await station.calm();
  return answer;
}

/** A week with a presenter, a studio, an encoder with a key, a pulled source and a film; the channel has aired two seconds. */
async function aWeek(): Promise<void> {
  await station.publishUnheard("ana", { name: "Ana Lima", slug: "ana", email: "ana@example.com" }, "person");
  await station.publishUnheard("hall", { name: "Hall", zoomHostUser: "hall@station.test" }, "studio");
  await station.publish("van", { name: "Van", slug: "van" }, "encoder");
  await station.conformed("film", "A film");
  await station.publish("ev1", station.live(3600, { presenters: [link("ana")], studio: link("hall") }));
  const source = "https://feeds.example.com/secret-path/live.m3u8";
  await station.publish("ev2", station.live(8000, { title: "From outside", slug: "from-outside", source }));
  await station.publish("ev3", station.live(12_000, { title: "A gone show", slug: "a-gone-show" }));
  await station.calm();
  await station.unpublish("ev3");
  await station.calm();
  await station.post(routes.encoderRotation("van"), new Uint8Array(), producer);
  await station.pass(2000);
  const channel = env.CHANNELS.getByName("main");
  const second = station.nowSecond - 1;
  for (const each of [second - 1, second])
    await channel.propose(
      {
        second: each,
        playout: "playout-1",
        rundownVersion: (await station.rundownInForce())?.version ?? 0,
        takesVersion: 0,
        room: { kind: "slate" },
        rank: 3,
        reason: "rundown",
        airing: "ev0",
        title: "An earlier show",
      },
      {},
    );
  // A channel begins with two minutes of slate, which nothing aired before can take the place of.
  await station.pass(600_000);
}

async function whatIsKnown() {
  const { body: guide } = await station.get(routes.guide("main"));
  const { body: events } = await station.get(routes.events, producer);
  const { body: encoders } = await station.get(routes.encoders, producer);
  const { body: key } = await station.post(routes.encoderKey("van"), new Uint8Array(), producer);
  const items = (await station.rundownInForce())?.items.filter(({ airing }) => airing !== undefined);
  return { guide: guide["entries"], events: events["events"], encoders, key, items };
}

async function aired() {
  const { body } = await station.get(routes.asRun("main"), producer);
  return AsRun.parse(body).spans;
}

describe("an archive", () => {
  it("puts the station back into an empty account, with the meetings that there are", async () => {
    await aWeek();
    const before = await whatIsKnown();
    const airedBefore = await aired();
    const meetings = station.zoom.meetings.map(({ id }) => id);
    const joinUrl = station.contentful.value("ev1", "joinUrl");
    const mails = await station.mail.mails();
    expect(mails).not.toHaveLength(0);
    const bytes = await archive();
    await reset();
    expect((await whatIsKnown()).guide).toEqual([]);

    const answer = RestoreAnswer.parse((await restore(bytes)).body);
    expect(answer).toMatchObject({ events: 3, notes: [] });
    await station.pass(1000);
    expect(await whatIsKnown()).toEqual(before);
    expect(station.zoom.meetings.map(({ id }) => id)).toEqual(meetings);
    expect(station.zoom.requests.matching(/^POST .*\/meetings$/, 201)).toHaveLength(meetings.length);
    expect(station.contentful.value("ev1", "joinUrl")).toBe(joinUrl);
    // Nobody is invited twice, and the entry still shows the link.
    expect(await station.mail.mails()).toHaveLength(mails.length);
    expect(station.contentful.value("ev1", "guestInvites")).toContain("/guest/");
    // What aired before is known again, and what aired meanwhile is slate.
    const airedNow = await aired();
    expect(airedNow.filter(({ airing }) => airing === "ev0")).toEqual(
      airedBefore.filter(({ airing }) => airing === "ev0"),
    );
    for (const [index, span] of airedNow.entries())
      expect(span.from).toBe(airedNow[index - 1]?.to ?? span.from);
  });

  it("has no secret in it, and the pulled source is read anew", async () => {
    await aWeek();
    const text = await unzipped(await archive());
    const addresses = station.zoom.meetings.map((meeting) => station.zoom.addressesOf(meeting));
    const secrets = [
      ...station.zoom.meetings.flatMap(({ password, livestream }) => [password, livestream?.stream_key]),
      ...addresses.flatMap(({ join_url, start_url }) => [join_url, start_url]),
      "secret-path",
      "pwd=",
      env.STREAM_KEY_SECRET,
      env.CONTENTFUL_CMA_TOKEN,
      env.ZOOM_CLIENT_SECRET,
      env.PRODUCER_TOKEN,
    ];
    for (const secret of secrets) expect(text).not.toContain(secret ?? "no key");
    expect(text).toContain("Morning show");

    await reset();
    await restore(await zipped(text));
    await station.pass(300_000);
    await station.pass(7_300_000);
    const pulls = await env.SCHEDULES.getByName("station").pulls();
    expect(JSON.stringify(pulls)).toContain("https://feeds.example.com/secret-path/live.m3u8");
  });

  it("is refused by a station with a schedule, until it is told to give that up", async () => {
    await aWeek();
    const bytes = await archive();
    await station.publish("ev4", station.live(20_000, { title: "Later", slug: "later" }));
    await station.calm();
    expect(await restore(bytes)).toMatchObject({
      status: 409,
      body: { error: { code: "not-empty", field: "replace" } },
    });
    expect(await station.status("ev4")).toBeDefined();
    const version = (await station.rundownInForce())?.version ?? 0;
    expect(await restore(bytes, "?replace=1")).toMatchObject({ status: 200 });
    await station.pass(1000);
    expect((await station.rundownInForce())?.version).toBeGreaterThan(version);
    // What was published since is found by comparing.
    await station.pass(300_000);
    expect(await station.status("ev4")).toBeDefined();
    expect(station.zoom.meetings).toHaveLength(3);
  });

  it("is refused when it is cut off, changed or of a later release, and nothing is changed", async () => {
    await aWeek();
    const text = await unzipped(await archive());
    const lines = text.trimEnd().split("\n");
    const before = await whatIsKnown();
    const bad = [
      await zipped(lines.slice(0, -1).join("\n")),
      await zipped(lines.filter((_, index) => index !== 3).join("\n")),
      await zipped(text.replace(`"version":1`, `"version":2`)),
      await zipped(text.replace(/"scheduleLevel":\d+/, `"scheduleLevel":999`)),
      await zipped(text.replace(`"table":"event"`, `"table":"sqlite_master"`)),
      await zipped("not a line"),
      (await archive()).slice(0, 200),
      new Uint8Array([1, 2, 3]),
    ];
    for (const bytes of bad)
      expect(await restore(bytes, "?replace=1")).toMatchObject({
        status: 400,
        body: { error: { code: "bad-archive" } },
      });
    expect(await whatIsKnown()).toEqual(before);
  });

  it("is refused when the schedule could not live with what is in it, and nothing is changed", async () => {
    await aWeek();
    const text = await unzipped(await archive());
    const before = await whatIsKnown();
    await env.MEDIA.put("assets/film/v720/0.m4s", "");
    const add = (table: string, row: object): Promise<Uint8Array<ArrayBuffer>> => {
      const lines = text.trimEnd().split("\n");
      lines.splice(-1, 1, JSON.stringify({ kind: "row", table, row }));
      return zipped([...lines, JSON.stringify({ kind: "end", lines: lines.length })].join("\n"));
    };
    const unreadable = [
      await add("asset", { asset: "film", body: "{}" }),
      await add("facility", { entry: "hall", name: "Hall", body: "not JSON" }),
      await add("show", { entry: "show", body: "not JSON" }),
      await add("stream_video", { uid: "a", body: "not JSON", asset: "a", due_ms: 1 }),
      await add("fact", { name: "next-hour-of-nobody", value: "soon" }),
      await add("event", { entry: "ev1", body: "{}" }),
    ];
    for (const bytes of unreadable)
      expect(await restore(bytes, "?replace=1")).toMatchObject({
        status: 400,
        body: { error: { code: "bad-archive" } },
      });
    expect(await whatIsKnown()).toEqual(before);
  });

  it("is joined with what a new station has found by itself, and one meeting is left of two", async () => {
    await aWeek();
    const bytes = await archive();
    const [kept, ...others] = station.zoom.meetings.map(({ id }) => id);
    await reset();
    await station.pass(60_000);
    // Its marks are gone, as with another secret: the new station makes a meeting of its own.
    const meetingId = station.contentful.value("ev1", "zoomMeetingId");
    for (const meeting of station.zoom.meetings) meeting.password = "another";
    await station.publish("ev9", station.live(30_000, { title: "New here", slug: "new-here" }));
    await station.publish("ev1", station.live(3000, { presenters: [link("ana")], studio: link("hall") }));
    await station.pass(300_000);
    expect(station.zoom.meetings.length).toBeGreaterThan(1 + others.length);
    expect(await restore(bytes)).toMatchObject({ status: 200 });
    await station.pass(600_000);
    expect(station.zoom.meetings.map(({ id }) => id)).toContain(kept);
    expect(station.contentful.value("ev1", "zoomMeetingId")).toBe(meetingId);
    expect(station.zoom.meetings.filter(({ topic }) => topic === "Morning show")).toHaveLength(1);
    expect(await station.status("ev9")).toMatchObject({ state: "ready" });
  });

  it("of an earlier release is brought up to date", async () => {
    await aWeek();
    const text = await unzipped(await archive());
    // Events linked to rooms then, and the tables of facilities, dismissals and keys of encoders were not there.
    const earlier = text
      .split("\n")
      .filter((line) => !/"table":"(facility|published|picture|episode|dismissal|encoder_key)"/.test(line))
      .map((line) => line.replaceAll(`\\"studio\\":`, `\\"room\\":`))
      .map((line) => line.replace(/"scheduleLevel":\d+/, `"scheduleLevel":4`))
      .map((line, _index, lines) =>
        line.replace(/"kind":"end","lines":\d+/, `"kind":"end","lines":${lines.length - 2}`),
      )
      .join("\n");
    const meetings = station.zoom.meetings.map(({ id }) => id);
    await reset();
    expect(await restore(await zipped(earlier))).toMatchObject({ status: 200, body: { events: 3 } });
    await station.pass(60_000);
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
    expect(station.zoom.meetings.map(({ id }) => id)).toEqual(meetings);
  });

  it("names the pieces whose files are not there, and has them again when they are", async () => {
    await aWeek();
    const bytes = await archive();
    await reset();
    const answer = RestoreAnswer.parse((await restore(bytes)).body);
    expect(answer).toMatchObject({ pieces: 0, missingPieces: ["film"] });
  });

  it("opens for operators alone", async () => {
    for (const headers of [{}, producer, { authorization: "Bearer " }]) {
      expect(await station.get(routes.archive, headers)).toMatchObject({ status: 401 });
      expect(await station.post(routes.archive, new Uint8Array([1]), headers)).toMatchObject({ status: 401 });
    }
  });

  it("is put into the bucket each night, for a month", async () => {
    await station.calm();
    for (let day = 1; day <= 31; day += 1) {
      const time = new Date((station.nowSecond - 40 * 86_400) * 1000 + day * DAY_MS).toISOString();
      await env.MEDIA.put(`backups/main/${time}.archive`, "");
    }
    await station.pass(DAY_MS);
    await station.pass(DAY_MS);
    const { objects } = await env.MEDIA.list({ prefix: "backups/main/" });
    expect(objects).toHaveLength(31);
    const newest = await env.MEDIA.get(objects.at(-1)?.key ?? "");
    expect(await restore(new Uint8Array((await newest?.arrayBuffer()) ?? new ArrayBuffer()))).toMatchObject({
      status: 200,
    });
  });

  it("decides for each table whether it is kept", async () => {
    const tables = await runInDurableObject(env.SCHEDULES.getByName("station"), (_schedule, { storage }) =>
      [...storage.sql.exec<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`)].map(
        ({ name }) => name,
      ),
    );
    const ours = tables.filter((name) => !/^(_|sqlite)/.test(name));
    expect(ours.toSorted()).toEqual(Object.keys(ARCHIVED_TABLES).toSorted());
  });
});
