import { EventsAnswer } from "@nonstop/contract/events";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const MINUTE_MS = 60_000;
const HOUR_MS = 3600_000;

const value = (field: string, id = "ev1"): unknown => station.contentful.value(id, field);
const says = (id = "ev1"): unknown[] =>
  ["provisionState", "zoomMeetingId", "joinUrl", "passcode", "invitation"].map((field) => value(field, id));
const writes = (): number => station.contentful.requests.matching(/^PUT .*entries\/ev1$/, 200).length;

/** A show of next week, with its meeting and its link in the entry. */
async function provisioned(): Promise<unknown[]> {
  await station.publish("ev1", station.live(7 * 86_400));
  await station.calm();
  expect(value("provisionState")).toBe("ready");
  return says();
}

async function warnings(): Promise<string[]> {
  const { body } = await station.get(routes.events, { authorization: `Bearer ${env.PRODUCER_TOKEN}` });
  return EventsAnswer.parse(body).warnings.map(({ code }) => code);
}

describe("an entry in which somebody has put old fields over ours", () => {
  it("is put right within minutes, though nobody tells, and is not published by that", async () => {
    const before = await provisioned();
    await station.contentful.restore("ev1");
    expect(value("joinUrl")).toBeUndefined();
    await station.pass(301_000);
    expect(says()).toEqual(before);
    expect(writes()).toBe(2);
    expect(station.contentful.entries["ev1"]?.publishedCounter).toBe(1);
    await station.pass(HOUR_MS);
    expect(writes()).toBe(2);
  });

  it.each(["save", "auto_save"])("is put right at once when a webhook tells of the %s", async (topic) => {
    const before = await provisioned();
    const own = await station.hook(topic, station.contentful.savedPayload("ev1"));
    expect(own.body).toMatchObject({ status: "ignored" });
    await station.contentful.restore("ev1");
    expect((await station.hook(topic, station.contentful.savedPayload("ev1"))).status).toBe(202);
    await station.calm();
    expect(says()).toEqual(before);
    expect(writes()).toBe(2);
  });

  it("is put right at once when that is published", async () => {
    const before = await provisioned();
    await station.contentful.restore("ev1");
    await station.contentful.change("ev1", "publish");
    await station.calm();
    expect(says()).toEqual(before);
    expect(station.zoom.requests.matching(/^POST .*meetings$/)).toHaveLength(1);
  });

  it("does not get its link back that way when its event is withdrawn", async () => {
    const before = await provisioned();
    const fields = station.contentful.entries["ev1"]?.fields;
    await station.unpublish("ev1");
    await station.calm();
    expect(says()).not.toEqual(before);
    const entry = station.contentful.entries["ev1"];
    if (entry !== undefined && fields !== undefined) entry.fields = fields;
    expect(says()).toEqual(before);
    await station.pass(301_000);
    expect(says()).toEqual(["cancelled", undefined, undefined, undefined, undefined]);
  });

  it("is not fought over for ever with a program that does it again and again", async () => {
    await provisioned();
    for (let times = 0; times < 12; times += 1) {
      await station.contentful.restore("ev1");
      await station.pass(40 * MINUTE_MS);
    }
    expect(writes()).toBeLessThanOrEqual(8);
    expect(await warnings()).toContain("entry-overwritten");
    await station.pass(24 * HOUR_MS);
    expect(value("joinUrl")).toBe(station.zoom.addressesOf(station.zoom.only).join_url);
    expect(await warnings()).not.toContain("entry-overwritten");
  });
});

describe("a duplicate of an entry", () => {
  it("gets a meeting of its own when it is published, whatever of the other one's was copied", async () => {
    const before = await provisioned();
    await station.contentful.duplicate("ev1", "ev2");
    expect(says("ev2")).toEqual(before);
    const { slug: _slug, ...fields } = station.contentful.fieldsOf("ev2");
    await station.publish("ev2", {
      ...fields,
      startsAt: station.live(9 * 86_400).startsAt,
      endsAt: undefined,
      durationMinutes: 60,
    });
    await station.calm();
    const meetings = new Set(station.zoom.meetings.map(({ id }) => id));
    expect(meetings.size).toBe(2);
    expect(new Set([value("zoomMeetingId"), value("zoomMeetingId", "ev2")])).toEqual(meetings);
    expect(says()).toEqual(before);

    await station.unpublish("ev2", "delete");
    await station.calm();
    expect(station.zoom.only.id).toBe(value("zoomMeetingId"));
    expect(says()).toEqual(before);
  });

  it("is rid of the other one's link within minutes while it is a draft", async () => {
    const before = await provisioned();
    await station.contentful.duplicate("ev1", "ev2");
    await station.pass(301_000);
    expect(says("ev2")).toEqual(["pending", undefined, undefined, undefined, undefined]);
    expect(value("title", "ev2")).toBe("Morning show");
    expect(says()).toEqual(before);
    expect(await station.status("ev2")).toBeUndefined();
  });

  it.each(["deleted", "moved to another studio"])(
    "is rid of a link that is dead because the other one was %s",
    async (what) => {
      await station.publish("hall", { name: "Hall", zoomHostUser: "hall@station.test" }, "studio");
      await provisioned();
      await station.contentful.duplicate("ev1", "ev2");
      if (what === "deleted") await station.unpublish("ev1", "delete");
      else await station.publish("ev1", { ...station.contentful.fieldsOf("ev1"), studio: link("hall") });
      await station.pass(60_000);
      await station.pass(301_000);
      expect(says("ev2")).toEqual(["pending", undefined, undefined, undefined, undefined]);
    },
  );

  it("says nothing of the other one's meeting when it cannot air", async () => {
    await provisioned();
    await station.contentful.duplicate("ev1", "ev2");
    station.contentful.dropValidations();
    await station.publish("ev2", { ...station.contentful.fieldsOf("ev2"), kind: "opera" });
    await station.calm();
    expect(says("ev2")).toEqual(["failed", undefined, undefined, undefined, undefined]);
  });
});

describe("an entry that is deleted and made again with the same id", () => {
  it("is another event, with another meeting", async () => {
    const before = await provisioned();
    await station.unpublish("ev1", "delete");
    await station.pass(MINUTE_MS);
    await station.publish("ev1", station.live(7 * 86_400, { title: "Made again" }));
    await station.calm();
    expect(station.zoom.only.topic).toBe("Made again");
    expect(value("provisionState")).toBe("ready");
    expect(value("joinUrl")).not.toBe(before[2]);
  });
});
