import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

const entries = async (): Promise<unknown> => (await station.get("/api/v1/channels/main/guide")).body.entries;
const value = (field: string): unknown => station.contentful.value("ev1", field);
const link = (): unknown[] => [value("zoomMeetingId"), value("joinUrl"), value("passcode")];
const deletions = (): number => station.zoom.requests.matching(/^DELETE .*meetings/, 204).length;

/** A show tonight, with its meeting and its link in the entry. */
async function provisioned(): Promise<unknown[]> {
  await station.publish("ev1", station.live(7200));
  await station.calm();
  expect(value("joinUrl")).toBe(station.zoom.addressesOf(station.zoom.only).join_url);
  return link();
}

describe("an event that is withdrawn", () => {
  it.each(["unpublish", "archive"] as const)(
    "is off the air at once by %s; its meeting waits a day, its link is shown no more",
    async (action) => {
      await provisioned();
      expect((await station.unpublish("ev1", action)).status).toBe(202);
      expect((await station.hook(action, station.heardOfContentful)).body).toMatchObject({
        status: "duplicate",
      });
      await station.calm();
      expect(await entries()).toEqual([]);
      expect(station.zoom.meetings).toHaveLength(1);
      expect(link()).toEqual([undefined, undefined, undefined]);
      expect(value("invitation")).toBeUndefined();
      expect(value("provisionState")).toBe("cancelled");
      expect(value("provisionError")).toBeUndefined();
      expect(value("provisionWarnings")).toMatch(/meeting stands until .*Europe\/Berlin.*publish it by then/);
      expect(station.contentful.entries["ev1"]?.archivedVersion !== undefined).toBe(action === "archive");

      await station.pass(DAY_MS - HOUR_MS);
      expect(station.zoom.meetings).toHaveLength(1);
      await station.pass(HOUR_MS);
      expect(station.zoom.meetings).toEqual([]);
      expect(value("provisionState")).toBe("cancelled");
      expect(value("provisionWarnings")).toBeUndefined();
      await station.pass(DAY_MS);
      expect(deletions()).toBe(1);
    },
  );

  it("loses its meeting at once when its entry is deleted", async () => {
    await provisioned();
    await station.unpublish("ev1", "delete");
    await station.calm();
    expect(station.zoom.meetings).toEqual([]);
    expect(await entries()).toEqual([]);
  });

  it.each(["unpublish", "archive"] as const)(
    "keeps meeting and link when it is published within the day after an %s, also at another time",
    async (action) => {
      const before = await provisioned();
      await station.unpublish("ev1", action);
      await station.calm();
      await station.pass(23 * HOUR_MS);
      await station.publish("ev1", station.live(7200, { title: "Another night" }));
      await station.calm();
      expect(link()).toEqual(before);
      expect(station.zoom.only.topic).toBe("Another night");
      await station.pass(2 * DAY_MS);
      expect([deletions(), station.zoom.requests.matching(/^POST .*meetings$/).length]).toEqual([0, 1]);
    },
  );

  it("is sent no longer in mid-show, and goes on in the same meeting when that was a mistake", async () => {
    await station.publish("ev1", station.live(60));
    await station.calm();
    const before = link();
    station.zoom.enter();
    await station.calm();
    expect(station.zoom.isSending()).toBe(true);
    await station.pass(1_000);
    await station.unpublish("ev1");
    await station.calm();
    expect(station.zoom.isSending()).toBe(false);
    await station.pass(30_000);
    await station.publish("ev1", station.live(29));
    await station.calm();
    expect(station.zoom.isSending()).toBe(true);
    expect(link()).toEqual(before);
  });

  it("keeps meeting and link of a show that was a film for an hour", async () => {
    const before = await provisioned();
    await station.publish("ev1", station.live(7200, { kind: "slate" }));
    await station.calm();
    expect(link()).toEqual([undefined, undefined, undefined]);
    await station.pass(HOUR_MS);
    await station.publish("ev1", station.live(7200));
    await station.calm();
    expect(link()).toEqual(before);
  });

  it("is published again by a webhook whose revision did not rise, if that is newer", async () => {
    const before = await provisioned();
    const first = station.heardOfContentful;
    await station.pass(60_000);
    await station.unpublish("ev1");
    await station.calm();
    expect((await station.hook("publish", first)).body).toMatchObject({ status: "duplicate" });
    expect(await entries()).toEqual([]);
    await station.pass(60_000);
    const payload = JSON.parse(first) as { sys: object };
    const sys = { ...payload.sys, updatedAt: new Date(station.nowSecond * 1000).toISOString() };
    expect((await station.hook("publish", { ...payload, sys })).status).toBe(202);
    await station.calm();
    expect(await entries()).toMatchObject([{ airing: "ev1" }]);
    expect(link()).toEqual(before);
  });
});

describe("a withdrawal whose webhook was lost", () => {
  const lose = (...changes: ("unpublish" | "archive" | "delete")[]): Promise<void> =>
    station.contentful.unheard(async () => {
      for (const change of changes) await station.contentful.change("ev1", change);
    });

  it.each([[["unpublish"]], [["unpublish", "archive"]], [["unpublish", "delete"]]] as const)(
    "is found within minutes: %j",
    async (changes) => {
      await provisioned();
      await lose(...changes);
      await station.pass(301_000);
      expect(await entries()).toEqual([]);
      if (!changes.some((change) => change === "delete")) {
        expect(link()).toEqual([undefined, undefined, undefined]);
        expect(value("provisionState")).toBe("cancelled");
      }
      await station.pass(DAY_MS);
      expect(station.zoom.meetings).toEqual([]);
    },
  );

  it("is not seen in a list that lags, or in entries that cannot be read", async () => {
    station.contentful.deliveryLagMs = HOUR_MS;
    await provisioned();
    await station.pass(301_000);
    await station.pass(301_000);
    expect(await entries()).toHaveLength(1);
    // The list answers, the entry does not.
    station.contentful.deliveryLagMs = 0;
    await lose("unpublish");
    station.contentful.failNext({ kind: "works" }, { kind: "gateway" });
    await station.pass(301_000);
    expect(await entries()).toHaveLength(1);
    await station.pass(301_000);
    expect(await entries()).toEqual([]);
  });

  it("is not believed of all at once when nothing at all is shown", async () => {
    for (const [at, id] of ["ev1", "ev2", "ev3"].entries())
      await station.publish(id, station.live(7200 + at * 3600, { slug: id }));
    await station.calm();
    for (const id of ["ev1", "ev2", "ev3"]) delete station.contentful.entries[id];
    await station.pass(301_000);
    await station.pass(301_000);
    expect(await entries()).toHaveLength(3);
  });
});

describe("an environment with an alias", () => {
  const under = (name: string): string =>
    station.heardOfContentful.replace(
      `"linkType":"Environment","id":"${env.CONTENTFUL_ENVIRONMENT}"`,
      `"linkType":"Environment","id":"${name}"`,
    );

  it("is heard under either name, and no other environment is", async () => {
    station.contentful.alias("live");
    await station.publish("ev1", station.live(7200));
    const told = under("live");
    expect(told).not.toBe(station.heardOfContentful);
    await station.unpublish("ev1");
    // What was looked up earlier is looked up again after a minute.
    await station.pass(61_000);
    const again = told.replace(/"revision":1\b/, '"revision":2');
    expect((await station.hook("publish", again)).body).toMatchObject({ status: "accepted" });
    const elsewhere = again.replace(`"id":"live"`, `"id":"staging"`).replace(`"revision":2`, `"revision":3`);
    expect((await station.hook("publish", elsewhere)).body).toMatchObject({
      status: "ignored",
      why: expect.stringContaining("staging") as string,
    });
    expect(station.contentful.requests.matching(/^GET .*environments\/[^/]+$/)).toHaveLength(1);
  });
});
