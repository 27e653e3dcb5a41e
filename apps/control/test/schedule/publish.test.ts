import { parseStreamKey } from "@nonstop/contract/stream-key";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Channel } from "../../../channel/src/channel.ts";
import { PATIENCE } from "../patience.ts";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

async function publishWithLinks(): Promise<void> {
  const ana = { name: "Ana Lima", slug: "ana", role: "Host" };
  await station.publishUnheard("ana", ana, "person");
  const studio = { name: "Studio", zoomHostUser: "studio@station.test" };
  await station.publishUnheard("studio", studio, "studio");
  const fields = station.live(600, {
    presenters: [link("ana")],
    studio: link("studio"),
    summary: "News and weather",
  });
  expect(await station.publish("ev1", fields)).toMatchObject({ status: 202, body: { status: "accepted" } });
}

describe("a published live event", () => {
  it("becomes a meeting whose livestream points at us, and is written back", async () => {
    await publishWithLinks();
    await station.calm();
    const meeting = station.zoom.only;
    const start = new Date((station.nowSecond + 600) * 1000).toISOString().slice(0, 16);
    expect(meeting.hostEmail).toBe("studio@station.test");
    expect(meeting).toMatchObject({
      topic: "Morning show",
      type: 2,
      duration: 60,
      timezone: "Europe/Berlin",
      startTime: expect.stringMatching(new RegExp(`^${start}:\\d\\dZ$`)) as string,
      settings: {
        host_video: true,
        participant_video: false,
        join_before_host: true,
        jbh_time: 0,
        mute_upon_entry: true,
        watermark: false,
        use_pmi: false,
        approval_type: 2,
        audio: "both",
        auto_recording: "cloud",
        waiting_room: false,
      },
    });
    expect(meeting.password).toMatch(/^\w{10}$/);
    expect(meeting.livestream).toMatchObject({
      stream_url: env.RTMP_URL,
      page_url: env.PUBLIC_URL,
      resolution: "720p",
    });
    const key = parseStreamKey(meeting.livestream?.stream_key ?? "");
    expect(key?.claims.room).toBe("e-ev1");
    expect(Math.abs((key?.claims.expiresAt ?? 0) - (station.nowSecond + 600 + 3600 + 1800))).toBeLessThan(60);

    const value = (field: string): unknown => station.contentful.value("ev1", field);
    expect(value("joinUrl")).toBe(station.zoom.addressesOf(meeting).join_url);
    expect(value("passcode")).toBe(meeting.password);
    expect(value("zoomMeetingId")).toBe(meeting.id);
    expect(value("invitation")).toContain("Topic: Morning show");
    expect(value("provisionState")).toBe("ready");
    expect(value("provisionHash")).toMatch(/^[0-9a-f]{64}$/);
    expect(value("title")).toBe("Morning show");
    expect(await station.status("ev1")).toMatchObject({ state: "ready", title: "Morning show" });
  });

  it("stands in guide, now and rundown without waiting for Zoom", async () => {
    station.zoom.failNext(...Array.from({ length: 50 }, () => ({ kind: "server-error" as const })));
    await publishWithLinks();
    const guide = await vi.waitUntil(async () => {
      const { body } = await station.get("/api/v1/channels/main/guide");
      return (body.entries as object[]).length > 0 ? body : undefined;
    }, PATIENCE);
    expect(guide).toMatchObject({
      channel: "main",
      stationTimezone: "Europe/Berlin",
      entries: [
        {
          airing: "ev1",
          slug: "morning-show",
          title: "Morning show",
          summary: "News and weather",
          presenters: [{ name: "Ana Lima", slug: "ana", role: "Host" }],
        },
      ],
    });
    expect(await station.get("/api/v1/channels/main/now")).toMatchObject({
      status: 200,
      body: { now: { kind: "slate" }, next: [{ airing: "ev1" }] },
    });
    expect((await station.get("/api/v1/channels/main/programmes/morning-show")).body).toMatchObject({
      entry: { airing: "ev1" },
    });
    // Compiles are a second apart, and a station that starts begins with one.
    await station.pass(1_100);
    const rundown = await vi.waitUntil(async () => {
      const given = await station.rundownInForce();
      return given?.items.some(({ airing }) => airing === "ev1") === true ? given : undefined;
    }, PATIENCE);
    expect(rundown.items.find(({ airing }) => airing === "ev1")?.room).toEqual({
      kind: "live",
      room: "e-ev1",
    });
  });

  it("makes one meeting, however often its webhook comes", async () => {
    await publishWithLinks();
    const payload = station.heardOfContentful;
    const key = { "x-contentful-idempotency-key": "a".repeat(64) };
    expect((await station.hook("publish", payload, key)).body).toMatchObject({ status: "duplicate" });
    expect((await station.hook("publish", payload, key)).body).toEqual({ status: "duplicate" });
    await station.calm();
    await station.hook("publish", payload);
    await station.calm();
    expect(station.zoom.requests.matching(/^POST .*meetings$/)).toHaveLength(1);
  });

  it("makes one meeting when the answer to its creation is lost", async () => {
    // The answer to the look for an earlier one comes.
    station.zoom.failNext({ kind: "works" }, { kind: "lost" });
    await publishWithLinks();
    await station.calm();
    await station.pass(2_000);
    expect(station.zoom.requests.matching(/^POST .*meetings$/)).toHaveLength(1);
    expect(station.zoom.only.livestream?.stream_url).toBe(env.RTMP_URL);
    expect(station.contentful.value("ev1", "zoomMeetingId")).toBe(station.zoom.only.id);
  });

  it("does nothing when its own write-back is published by an editor", async () => {
    await publishWithLinks();
    await station.calm();
    const before = station.zoom.requests.lines.length;
    await station.publish("ev1", station.contentful.fieldsOf("ev1"));
    await station.calm();
    expect(station.zoom.requests.lines.length).toBe(before);
    expect(station.contentful.requests.matching(/^PUT /)).toHaveLength(1);
  });

  it("moves its meeting when it is moved, and touches Zoom for nothing else", async () => {
    await publishWithLinks();
    await station.calm();
    const again = { studio: link("studio"), presenters: [link("ana")] };
    await station.publish("ev1", station.live(7200, { ...again, title: "Late show" }));
    await station.calm();
    expect(station.zoom.only).toMatchObject({ topic: "Late show" });
    expect(station.contentful.value("ev1", "invitation")).toContain("Topic: Late show");
    const before = station.zoom.requests.lines.length;
    await station.publish("ev1", { ...station.contentful.fieldsOf("ev1"), language: "en" });
    await station.calm();
    expect(station.zoom.requests.lines.length).toBe(before);
    expect(station.zoom.requests.matching(/^POST .*meetings$/)).toHaveLength(1);
  });

  it("shows the presenter's new name when the person is published", async () => {
    await publishWithLinks();
    await station.calm();
    await station.publish("ana", { name: "Ana Lima-Costa", slug: "ana" }, "person");
    await station.calm();
    const { body } = await station.get("/api/v1/channels/main/programmes/morning-show");
    expect(body).toMatchObject({ entry: { presenters: [{ name: "Ana Lima-Costa" }] } });
  });

  it("takes an older revision for no news", async () => {
    await publishWithLinks();
    const old = station.heardOfContentful;
    await station.publish("ev1", station.live(600, { title: "Newer" }));
    expect((await station.hook("publish", old)).body).toMatchObject({ status: "duplicate" });
    await station.calm();
    expect((await station.status("ev1"))?.title).toBe("Newer");
  });
});

it("airs though the object was started anew before the channel had the rundown", async () => {
  await station.calm();
  await station.pass(2_000);
  // The channel takes no rundown: what is due stays due.
  const handOver = vi.spyOn(Channel.prototype, "setRundown").mockImplementation(() => {
    throw new Error("the channel is being deployed");
  });
  await station.publish("ev1", station.live(7200));
  await station.startAnew();
  handOver.mockRestore();
  await station.pass(60_000);
  const rundown = await station.rundownInForce();
  expect(rundown?.items.map(({ airing }) => airing)).toContain("ev1");
});

describe("a publish whose webhook was lost", () => {
  it("is made good within minutes", async () => {
    await station.pass(0);
    await station.publishUnheard("ev1", station.live(3600), "event");
    await station.pass(300_000);
    expect((await station.get("/api/v1/channels/main/guide")).body.entries).toMatchObject([
      { airing: "ev1", title: "Morning show" },
    ]);
    expect(station.contentful.value("ev1", "zoomMeetingId")).toBe(station.zoom.only.id);
  });

  it("is no publish when a later unpublish is known", async () => {
    await station.publish("ev1", station.live(3600));
    await station.unpublish("ev1");
    station.contentful.deliveryLagMs = 3600_000;
    await station.pass(300_000);
    expect((await station.get("/api/v1/channels/main/guide")).body.entries).toEqual([]);
  });
});

it("keeps its secrets out of logs, KV, public answers and the producers' list", async () => {
  await publishWithLinks();
  await station.calm();
  station.zoom.enter();
  await station.calm();
  const meeting = station.zoom.only;
  const { start_url, join_url } = station.zoom.addressesOf(meeting);
  const [hostSecret = "?", joinSecret = "?"] = [start_url, join_url].map((url) => url.split("=")[1]);
  const secrets = [
    joinSecret,
    hostSecret,
    meeting.id,
    meeting.password,
    meeting.livestream?.stream_key ?? "?",
    env.STREAM_KEY_SECRET,
    env.CONTENTFUL_CMA_TOKEN,
  ];
  const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
  const open = await Promise.all(
    ["guide", "now", "programmes/morning-show"].map((door) => station.get(`/api/v1/channels/main/${door}`)),
  );
  const events = await station.get("/api/v1/events", producers);
  const said = [await station.kv(), events.text, ...station.logged, ...open.map(({ text }) => text)].join(
    "\n",
  );
  expect(said).toContain("Morning show");
  for (const secret of secrets) expect(said).not.toContain(secret);
  const kept = JSON.stringify(station.contentful.entries);
  for (const secret of [hostSecret, meeting.livestream?.stream_key ?? "?"])
    expect(kept).not.toContain(secret);
});
