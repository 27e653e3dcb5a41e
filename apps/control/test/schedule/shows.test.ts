import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const DAY = 86_400;
const says = (field: string, id = "ev1"): unknown => station.contentful.value(id, field);
/** An event that leaves to its show whatever it can. */
const bare = (inSeconds = 7 * DAY) =>
  station.live(inSeconds, { title: undefined, endsAt: undefined, slug: undefined, show: link("talks") });
const talks = (over: Record<string, unknown> = {}) => ({ title: "Talks", durationMinutes: 45, ...over });
const meetings = () => Object.values(station.zoom.meetings).map(({ topic, duration }) => [topic, duration]);

describe("an event that leaves title and duration to its show", () => {
  it("is made of the show's, and follows when they change", async () => {
    await station.publish("talks", talks(), "show");
    expect((await station.publish("ev1", bare())).status).toBe(202);
    await station.calm();
    expect(says("provisionState")).toBe("ready");
    const before = await station.status("ev1");
    expect(before).toMatchObject({ title: "Talks", state: "ready" });
    expect((before?.end ?? 0) - (before?.start ?? 0)).toBe(45 * 60);

    await station.publish("talks", talks({ title: "Big talks", durationMinutes: 60 }), "show");
    await station.pass(60_000);
    const after = await station.status("ev1");
    expect(after).toMatchObject({ title: "Big talks", state: "ready" });
    expect((after?.end ?? 0) - (after?.start ?? 0)).toBe(60 * 60);
    expect(station.zoom.requests.matching(/^POST .*meetings$/, 201)).toHaveLength(1);
    expect(meetings()).toEqual([["Big talks", 60]]);
  });

  it("may come before its show", async () => {
    await station.contentful.save("talks", "show", talks());
    const told = await station.publish("ev1", bare());
    expect(told.body).toMatchObject({ status: "refused", error: { field: "fields.show" } });
    await station.calm();
    expect(says("provisionError")).toContain("Publish the show");
    await station.publish("talks", talks(), "show");
    await station.calm();
    expect(says("provisionState")).toBe("ready");
    expect(says("provisionError")).toBeUndefined();
  });

  it("is put right though the webhook of its show was lost, and does not fall back while delivery lags", async () => {
    await station.calm();
    await station.publishUnheard("talks", talks(), "show");
    await station.publish("ev1", bare());
    await station.calm();
    expect(says("provisionState")).toBe("failed");
    await station.pass(301_000);
    expect(says("provisionState")).toBe("ready");
    station.contentful.deliveryLagMs = 3_600_000;
    await station.publish("talks", talks({ title: "Newest" }), "show");
    await station.pass(301_000);
    expect(await station.status("ev1")).toMatchObject({ title: "Newest", state: "ready" });
  });

  it("stays in the schedule as it was when its show is withdrawn, and says what is wrong", async () => {
    await station.publish("talks", talks(), "show");
    await station.publish("ev1", bare(3600));
    await station.calm();
    await station.unpublish("talks");
    await station.calm();
    expect(await station.status("ev1")).toMatchObject({ state: "failed", problem: { field: "fields.show" } });
    expect((await station.get("/api/v1/channels/main/guide")).text).toContain("Talks");
  });

  it("is not changed once it is over", async () => {
    await station.publish("talks", talks({ durationMinutes: 5 }), "show");
    await station.publish("ev1", bare(60));
    await station.pass(600_000);
    const before = await station.status("ev1");
    await station.publish("talks", talks({ title: "Later words", durationMinutes: 500 }), "show");
    await station.calm();
    expect(await station.status("ev1")).toMatchObject({ title: "Talks", end: before?.end });
  });
});

describe("an event of another channel", () => {
  it("is not aired, has no meeting, and its entry says so", async () => {
    await station.publish("ev1", station.live(3600, { channel: "sport" }));
    await station.calm();
    expect((await station.get("/api/v1/channels/main/guide")).text).not.toContain("Morning show");
    expect(meetings()).toEqual([]);
    expect(says("provisionState")).toBe("cancelled");
    expect(says("provisionWarnings")).toContain("belongs to the channel sport");
    expect(await station.status("ev1")).toMatchObject({ state: "cancelled" });
  });

  it("comes off the air when it is given away, and comes back with its meeting when it is ours again", async () => {
    await station.publish("ev1", station.live(3600));
    await station.calm();
    expect((await station.get("/api/v1/channels/main/guide")).text).toContain("Morning show");
    const joinUrl = says("joinUrl");
    expect(joinUrl).toBeDefined();
    await station.publish("ev1", station.live(3600, { channel: "sport" }));
    await station.pass(60_000);
    expect(says("joinUrl")).toBeUndefined();
    expect((await station.get("/api/v1/channels/main/guide")).text).not.toContain("Morning show");
    await station.publish("ev1", station.live(3600, { channel: "main" }));
    await station.pass(60_000);
    expect(says("joinUrl")).toBe(joinUrl);
  });

  it("keeps the words of the station that airs it", async () => {
    await station.contentful.save("ev1", "event", {
      ...station.live(3600, { channel: "sport" }),
      provisionState: "ready",
      joinUrl: "https://zoom.test/j/theirs",
    });
    await station.contentful.change("ev1", "publish");
    await station.calm();
    await station.pass(700_000);
    expect(says("provisionState")).toBe("ready");
    expect(says("joinUrl")).toBe("https://zoom.test/j/theirs");
    expect(station.contentful.requests.matching(/^PUT /)).toEqual([]);
  });
});
