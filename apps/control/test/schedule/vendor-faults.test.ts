import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { scheduleDeeds } from "../../src/schedule/schedule-deeds.ts";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

describe("when Zoom fails", () => {
  it("is asked again after a while, and as late as it wishes", async () => {
    const retryAfter = new Date(Date.now() + 3600_000).toISOString();
    station.zoom.failNext({ kind: "gateway" }, { kind: "rate-limit", retryAfter });
    await station.publish("ev1", station.live(7200));
    await station.calm();
    expect(station.zoom.meetings).toEqual([]);
    await station.pass(1_500);
    await station.pass(60_000);
    expect(station.zoom.meetings).toEqual([]);
    expect(await station.status("ev1")).toMatchObject({
      state: "pending",
      step: "create-meeting",
      problem: {
        message: expect.stringMatching(/^Morning show at .*Zoom's rate limit is reached. Trying again.$/),
      },
    });
    await station.pass(3600_000);
    expect(station.zoom.only.livestream?.stream_url).toBe(env.RTMP_URL);
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
  });

  it("a meeting that it made without an answer goes with its event", async () => {
    station.zoom.failNext({ kind: "works" }, { kind: "lost" });
    await station.publish("ev1", station.live(3 * 86_400));
    await station.calm();
    expect(station.zoom.meetings).toHaveLength(1);
    await station.unpublish("ev1");
    await station.pass(60_000);
    await station.pass(86_400_000);
    expect(station.zoom.meetings).toEqual([]);
  });

  it("does not hold up other events", async () => {
    station.zoom.failNext({ kind: "gateway" });
    await station.publish("ev1", station.live(600));
    await station.calm();
    await station.publish("ev2", station.live(7200, { title: "Second", slug: "second" }));
    await station.calm();
    expect(station.zoom.only.topic).toBe("Second");
    await station.pass(2_000);
    expect(station.zoom.meetings).toHaveLength(2);
  });

  it("starts the livestream at once when the meeting starts while a step is failing", async () => {
    station.zoom.faults.refusals = [{ method: "GET", path: "/meetings/*/invitation", status: 502 }];
    await station.publish("ev1", station.live(600));
    await station.calm();
    for (let i = 0; i < 5; i += 1) await station.pass(60_000);
    expect(station.zoom.requests.matching(/invitation/)).toHaveLength(6);
    station.zoom.beforeNextCall = () => {
      station.zoom.enter();
      return station.hear();
    };
    await station.pass(60_000);
    expect(station.zoom.livestreamStarts).toBe(1);
  });

  it("renews a token that died early", async () => {
    await station.publish("ev1", station.live(600));
    await station.calm();
    station.zoom.revokeTokens();
    await station.publish("ev2", station.live(7200, { slug: "second" }));
    await station.calm();
    expect(station.zoom.meetings).toHaveLength(2);
    expect(station.zoom.requests.matching(/oauth/)).toHaveLength(2);
  });

  it("tells of a missing scope at once, and tries again by the hour", async () => {
    station.zoom.failNext({ kind: "scope", scope: "meeting:write:meeting:admin" });
    await station.publish("ev1", station.live(7200));
    await station.calm();
    expect(station.contentful.value("ev1", "provisionState")).toBe("failed");
    expect(station.contentful.value("ev1", "provisionError")).toContain("meeting:write:meeting:admin");
    await station.pass(1800_000);
    expect(station.zoom.meetings).toEqual([]);
    await station.pass(1900_000);
    expect(station.zoom.meetings).toHaveLength(1);
    expect(station.contentful.value("ev1", "provisionState")).toBe("ready");
  });

  it("makes a meeting anew that was deleted in Zoom, when it must be changed", async () => {
    await station.publish("ev1", station.live(600));
    await station.calm();
    station.zoom.forgetMeetings();
    await station.publish("ev1", station.live(600, { title: "Renamed" }));
    await station.calm();
    await station.pass(2_000);
    expect(station.zoom.only.topic).toBe("Renamed");
    expect(station.contentful.value("ev1", "zoomMeetingId")).toBe(station.zoom.only.id);
  });

  it("makes a meeting anew as soon as Zoom tells that it was deleted, and invites to that one", async () => {
    await station.publish("ev1", station.live(600));
    await station.calm();
    const { id } = station.zoom.only;
    station.zoom.forgetMeetings();
    const answer = await station.zoomHook("meeting.deleted", { object: { id } });
    expect(answer).toMatchObject({ status: 200, body: { status: "accepted" } });
    await station.calm();
    expect(station.zoom.only.id).not.toBe(id);
    expect(station.contentful.value("ev1", "zoomMeetingId")).toBe(station.zoom.only.id);
  });
});

describe("when Contentful fails", () => {
  it("reads again before it writes again, when somebody else wrote", async () => {
    let conflicts = 2;
    station.contentful.beforeWrite = async () => {
      if (conflicts === 0) return;
      conflicts -= 1;
      const fields = station.contentful.fieldsOf("ev1");
      await station.contentful.save("ev1", "event", { ...fields, summary: "typed meanwhile" });
    };
    await station.publish("ev1", station.live(600));
    await station.calm();
    expect(station.contentful.value("ev1", "provisionState")).toBe("ready");
    expect(station.contentful.value("ev1", "summary")).toBe("typed meanwhile");
  });

  it("waits as long as a rate limit says", async () => {
    await station.calm();
    await station.publish("ev1", station.live(600));
    station.contentful.failNext({ kind: "rate-limit", retryAfter: "5" });
    await station.calm();
    expect(station.contentful.value("ev1", "provisionState")).toBeUndefined();
    await station.pass(3_000);
    expect(station.contentful.value("ev1", "provisionState")).toBeUndefined();
    await station.pass(3_000);
    expect(station.contentful.value("ev1", "provisionState")).toBe("ready");
  });

  it("airs on time with the links still missing, and puts them right later", async () => {
    await station.calm();
    await station.publishUnheard("ana", { name: "Ana" }, "person");
    station.contentful.failNext({ kind: "gateway" });
    await station.publish("ev1", station.live(600, { presenters: [link("ana")] }));
    await station.calm();
    expect((await station.get("/api/v1/channels/main/guide")).body.entries).toMatchObject([
      { presenters: [] },
    ]);
    await station.pass(2_000);
    await station.pass(2_000);
    expect((await station.get("/api/v1/channels/main/guide")).body.entries).toMatchObject([
      { presenters: [{ name: "Ana" }] },
    ]);
  });

  it("takes no person for a studio", async () => {
    station.contentful.dropValidations();
    await station.publishUnheard("ana", { name: "Ana", slug: "ana" }, "person");
    await station.publish("ev1", station.live(600, { studio: link("ana") }));
    await station.calm();
    for (let i = 0; i < 4; i += 1) await station.pass(20_000);
    expect(await station.status("ev1")).toMatchObject({
      state: "failed",
      problem: { field: "fields.studio" },
    });
  });

  it("refuses an unknown studio, in words, until the studio is published", async () => {
    await station.contentful.save("nowhere", "studio", { name: "Somewhere" });
    await station.publish("ev1", station.live(600, { studio: link("nowhere") }));
    await station.calm();
    for (let i = 0; i < 4; i += 1) await station.pass(5_000);
    expect((await station.get("/api/v1/channels/main/guide")).body.entries).toEqual([]);
    expect(await station.status("ev1")).toMatchObject({
      state: "failed",
      problem: { field: "fields.studio" },
    });
    expect(station.contentful.value("ev1", "provisionError")).toContain("no published studio");
    await station.publish("nowhere", { name: "Somewhere" }, "studio");
    await station.calm();
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
    expect(station.zoom.meetings).toHaveLength(1);
  });

  it("asks again when the delivery API is behind the webhook", async () => {
    await station.publish("ana", { name: "Ana" }, "person");
    await station.pass(60_000);
    station.contentful.deliveryLagMs = 30_000;
    await station.publish("ana", { name: "Ana Lima" }, "person");
    await station.publish("ev1", station.live(600, { presenters: [link("ana")] }));
    await station.calm();
    expect(await station.status("ev1")).toMatchObject({ state: "pending", step: "resolve-links" });
    station.contentful.deliveryLagMs = 0;
    await station.pass(3_000);
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
  });
});

it("an event that was given up by a former version is tried anew by this one", async () => {
  station.zoom.faults.missingScopes = ["meeting:write:meeting:admin"];
  await station.publish("ev1", station.live(7200));
  await station.calm();
  const stub = env.SCHEDULES.getByName("station");
  await runInDurableObject(stub, (_schedule, { storage }) => {
    const former = {
      attempt: 3,
      lastError: "no scope",
      known: { fault: { step: "x", message: "no scope" } },
    };
    storage.sql.exec(
      `UPDATE event SET due_ms = NULL,
         body = json_patch(json_remove(body, '$.known.tries', '$.dueMs'), ?)`,
      JSON.stringify(former),
    );
  });
  station.zoom.faults.missingScopes = [];
  await station.startAnew();
  await station.calm();
  expect(station.zoom.meetings).toHaveLength(1);
  expect(await station.status("ev1")).toMatchObject({ state: "ready" });
});

it("one record that cannot be read leaves the schedule of the others alone", async () => {
  await station.publish("ev1", station.live(600));
  await station.publish("ev2", station.live(7200, { title: "Evening show", slug: "evening-show" }));
  await station.calm();
  const stub = env.SCHEDULES.getByName("station");
  await runInDurableObject(stub, (_schedule, { storage }) => {
    const body = JSON.stringify({ entry: "ev1", airing: { start: 1e12 } });
    storage.sql.exec(`UPDATE event SET body = ?, due_ms = 1 WHERE entry = 'ev1'`, body);
  });
  await station.calm();
  const { entries } = (await station.get("/api/v1/channels/main/guide")).body;
  expect(entries).toContainEqual(expect.objectContaining({ airing: "ev2" }));
  await station.publish("ev1", station.live(600, { title: "Mended show" }));
  await station.calm();
  expect((await station.get("/api/v1/channels/main/guide")).body.entries).toMatchObject([
    { title: "Mended show" },
    { airing: "ev2" },
  ]);
  expect(station.zoom.meetings).toHaveLength(2);
});

describe("the library", () => {
  const index = {
    asset: "film-1",
    title: "A film",
    durationSeconds: 120,
    houseFormat: "360p",
    parameters: { video: {}, audio: { asc: "EZA=" } },
    chunkSeconds: 16 as const,
    chunkCount: 8,
    byteLength: 1000,
    filler: true,
  };

  it("fills the rundown as soon as a piece is ready, and is listed for producers alone", async () => {
    await env.SCHEDULES.getByName("station").assetReady(index);
    await station.calm();
    expect((await station.get("/api/v1/channels/main/now")).body).toMatchObject({
      now: { kind: "filler", title: "A film" },
    });
    expect((await station.get("/api/v1/library")).status).toBe(401);
    expect((await station.get("/api/v1/events")).status).toBe(401);
    const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
    expect((await station.get("/api/v1/library", producers)).body).toMatchObject({
      assets: [{ asset: "film-1", title: "A film", durationSeconds: 120, filler: true }],
    });
  });

  it("airs the recording an event links to", async () => {
    await env.SCHEDULES.getByName("station").assetReady(index);
    await station.publishUnheard("r1", { title: "A film", asset: "film-1" }, "recording");
    const film = station.live(-30, {
      kind: "film",
      title: "The film",
      slug: "the-film",
      recording: link("r1"),
    });
    await station.publish("ev1", film);
    await station.calm();
    await station.pass(1_100);
    expect((await station.get("/api/v1/channels/main/now")).body).toMatchObject({
      now: { kind: "recording", title: "The film", entry: { airing: "ev1" } },
    });
    expect(station.zoom.requests.lines).toEqual([]);
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
  });
});

describe("the guide's door", () => {
  it.each([
    ["from", "from=yesterday"],
    ["to", "to=-1"],
    ["to", "from=2000&to=1000"],
    ["to", "from=0&to=4000000000"],
  ])("names the field %s of a bad query: %s", async (field, query) => {
    const answer = await station.get(`/api/v1/channels/main/guide?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "bad-query", field } } });
  });

  it("is cached for a moment, and knows its channels and programmes", async () => {
    expect((await station.get("/api/v1/channels/main/guide")).headers.get("cache-control")).toBe(
      "public, max-age=10",
    );
    expect((await station.get("/api/v1/channels/main/now")).headers.get("cache-control")).toBe(
      "public, max-age=1",
    );
    expect((await station.get("/api/v1/channels/other/guide")).status).toBe(404);
    expect(await station.get("/api/v1/channels/main/programmes/none")).toMatchObject({
      status: 404,
      body: { error: { code: "unknown-programme" } },
    });
  });

  it("answers from the last snapshot when the schedule is down", async () => {
    await station.publish("ev1", station.live(600));
    await station.calm();
    await station.pass(1_100);
    vi.spyOn(scheduleDeeds, "guide").mockImplementation(() => {
      throw new Error("down");
    });
    expect((await station.get("/api/v1/channels/main/guide")).body.entries).toMatchObject([
      { airing: "ev1" },
    ]);
  });
});

describe("a meeting whose making was never answered", () => {
  beforeEach(async () => {
    for (const [id, zoomHostUser] of [
      ["s1", "one@station.test"],
      ["s2", "two@station.test"],
    ] as const)
      await station.publish(id, { name: id, zoomHostUser }, "studio");
    await station.calm();
  });
  const show = (inSeconds: number, title: string, studio: string): Promise<unknown> =>
    station.publish("ev1", station.live(inSeconds, { title, studio: link(studio) }));

  it.each(["s1", "s2"])(
    "is not left behind when all else of its event changes meanwhile (studio %s)",
    async (studio) => {
      // The token, the search, and then the making.
      station.zoom.beforeNextCall = () => {
        station.zoom.failNext({ kind: "works" }, { kind: "lost" });
        return Promise.resolve();
      };
      await show(7_200, "Before", "s1");
      await station.calm();
      expect(station.zoom.only.topic).toBe("Before");
      expect(station.contentful.value("ev1", "zoomMeetingId")).toBeUndefined();
      await show(14_400, "After", studio);
      for (let seconds = 0; seconds < 120; seconds += 10) await station.pass(10_000);
      expect(station.zoom.only.topic).toBe("After");
      expect(station.contentful.value("ev1", "zoomMeetingId")).toBe(station.zoom.only.id);
    },
  );
});
