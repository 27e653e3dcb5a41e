import { Guide } from "@nonstop/contract/guide";
import { routes } from "@nonstop/contract/routes";
import { EventsAnswer } from "@nonstop/contract/events";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const DAY = 86_400;
const at = (seconds: number): string => new Date((station.nowSecond + seconds) * 1000).toISOString();
/** Tomorrow at this hour, as a wall time of UTC. */
const tomorrow = (hour: string, days = 1): string => `${at(days * DAY).slice(0, 10)}T${hour}`;
const talks = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: "Talks",
  slug: "talks",
  durationMinutes: 45,
  timezone: "UTC",
  rule: "FREQ=DAILY;INTERVAL=3",
  firstStartsAt: tomorrow("18:00"),
  ...over,
});
const show = async (over: Record<string, unknown> = {}): Promise<void> => {
  await station.publish("talks", talks(over), "show");
  await station.calm();
};
/** The episodes that stand in Contentful, by id, with their starts. */
const episodes = (): Record<string, unknown> =>
  Object.fromEntries(
    Object.values(station.contentful.entries)
      .filter(
        ({ contentType, publishedVersion }) => contentType === "event" && publishedVersion !== undefined,
      )
      .map(({ id }) => [id, station.contentful.value(id, "startsAt")] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
const starts = (): string[] => Object.values(episodes()).map((start) => String(start).slice(0, 16));
const idOf = (days: number, hour = "18:00"): string =>
  `talks-${tomorrow(hour, days).replaceAll(/[-:]/g, "")}00Z`;
const every3 = (hour = "18:00"): string[] => [1, 4, 7, 10, 13].map((days) => tomorrow(hour, days));
const warnings = async () => {
  const { body } = await station.get(routes.events, { authorization: `Bearer ${env.PRODUCER_TOKEN}` });
  return EventsAnswer.parse(body).warnings;
};
const writes = (): string[] => station.contentful.requests.matching(/^(PUT|DELETE) .*entries\/talks-/);
/** The editor changes some fields of an episode and publishes it. */
const edit = (id: string, over: Record<string, unknown>) =>
  station.publish(id, { ...station.contentful.fieldsOf(id), ...over });

describe("a show that recurs", () => {
  it("has its episodes two weeks ahead: in Contentful, in the guide, with their meetings", async () => {
    await show();
    expect(episodes()).toEqual(
      Object.fromEntries([1, 4, 7, 10, 13].map((days) => [idOf(days), `${tomorrow("18:00", days)}+00:00`])),
    );
    // Nothing is written that an episode takes from its show.
    const { show: of, startsAt, occurrence, ...rest } = station.contentful.fieldsOf(idOf(1));
    expect({ of, startsAt, occurrence }).toEqual({
      of: link("talks"),
      startsAt: `${tomorrow("18:00")}+00:00`,
      occurrence: `${tomorrow("18:00")}:00Z`,
    });
    for (const field of ["title", "durationMinutes", "timezone", "kind", "presenters"])
      expect(rest[field]).toBeUndefined();
    const from = station.nowSecond;
    const path = `${routes.guide("main")}?from=${from}&to=${from + 6 * DAY}`;
    const { entries } = Guide.parse((await station.get(path)).body);
    expect(entries.map(({ airing, title, end, start }) => [airing, title, end - start])).toEqual(
      [1, 4].map((days) => [idOf(days), "Talks", 45 * 60]),
    );
    expect(station.zoom.meetings.map(({ topic }) => topic)).toEqual(Array(5).fill("Talks"));
    expect(await station.status(idOf(4))).toMatchObject({ state: "ready" });
  });

  it("gets one more each time another comes into reach, and each one once", async () => {
    await show();
    const before = writes().length;
    await station.pass(3600_000);
    expect(writes()).toHaveLength(before);
    await station.pass(3 * DAY * 1000);
    expect(starts()).toContain(tomorrow("18:00", 13));
    expect(Object.keys(episodes())).toHaveLength(6);
  });

  it("changes title and length of all episodes by a change of the show, without writing them", async () => {
    await show();
    const before = writes().filter((write) => write.startsWith("PUT")).length;
    await show({ title: "Big talks", durationMinutes: 60 });
    expect(await station.status(idOf(1))).toMatchObject({ title: "Big talks", state: "ready" });
    expect(Object.keys(episodes())).toHaveLength(5);
    expect(writes().filter((write) => write.startsWith("DELETE"))).toEqual([]);
    expect(writes().filter((write) => write.endsWith("published")).length).toBeLessThanOrEqual(before);
  });

  it("moves the episodes that nobody touched when its rule changes, and says which stay", async () => {
    await show();
    await edit(idOf(4), { title: "With Ana" });
    await edit(idOf(7), { startsAt: `${tomorrow("20:00", 8)}+00:00` });
    await station.calm();
    await show({ firstStartsAt: tomorrow("19:00") });
    expect(starts().sort()).toEqual([...every3("19:00"), tomorrow("18:00", 4), tomorrow("20:00", 8)].sort());
    expect(station.contentful.value(idOf(4), "title")).toBe("With Ana");
    const [kept] = (await warnings()).filter(({ code }) => code === "episodes-kept");
    expect(kept?.message).toContain("2 episodes that people have changed");
    for (const id of [idOf(4), idOf(7)]) expect(kept?.message).toContain(id);
    expect(kept?.cure).toBeDefined();
    // The rule has them again: all is well.
    await show();
    expect(starts().sort()).toEqual(
      [...every3().filter((start) => start !== tomorrow("18:00", 7)), tomorrow("20:00", 8)].sort(),
    );
    expect((await warnings()).filter(({ code }) => code === "episodes-kept")).toEqual([]);
  });

  it.each(["unpublish", "archive", "delete"] as const)(
    "does not make again what people %s",
    async (action) => {
      await show();
      await station.unpublish(idOf(4), action);
      await station.calm();
      await station.startAnew();
      await station.pass(3600_000);
      await show({ title: "Talks again" });
      expect(starts()).toEqual(every3().filter((start) => start !== tomorrow("18:00", 4)));
      await show({ rule: "FREQ=DAILY;INTERVAL=6" });
      await show();
      expect(starts()).toEqual(every3().filter((start) => start !== tomorrow("18:00", 4)));
    },
  );

  it("leaves out its exceptions and what is after its last day, also later", async () => {
    await show({ exceptions: [tomorrow("", 4).slice(0, 10)], until: tomorrow("", 10).slice(0, 10) });
    expect(starts()).toEqual([1, 7, 10].map((days) => tomorrow("18:00", days)));
    await show({ exceptions: [tomorrow("", 7).slice(0, 10)] });
    expect(starts()).toEqual([1, 4, 10, 13].map((days) => tomorrow("18:00", days)));
  });

  it("takes out what nobody touched when it is withdrawn or loses its rule, and no draft is left", async () => {
    await show();
    await edit(idOf(1), { title: "Own" });
    await station.calm();
    await show({ rule: undefined });
    expect(Object.keys(episodes())).toEqual([idOf(1)]);
    await show();
    await station.unpublish("talks");
    await station.calm();
    expect(Object.keys(episodes())).toEqual([idOf(1)]);
    expect(Object.keys(station.contentful.entries).filter((id) => id.startsWith("talks-"))).toEqual([
      idOf(1),
    ]);
    expect((await warnings()).find(({ code }) => code === "episodes-kept")?.message).toContain(idOf(1));
  });

  it.each([
    ["rule", { rule: "FREQ=SECONDLY" }],
    ["durationMinutes", { durationMinutes: undefined }],
  ])("with a wrong %s says so with the cure, and keeps the episodes that there are", async (field, over) => {
    await show();
    station.contentful.dropValidations();
    await show(over);
    expect(Object.keys(episodes())).toHaveLength(5);
    const found = (await warnings()).find(({ code }) => code === "recurrence-wrong");
    expect(found?.message).toContain(`fields.${field}`);
    expect(found?.cure).toBeDefined();
    await show();
    expect((await warnings()).find(({ code }) => code === "recurrence-wrong")).toBeUndefined();
  });

  it("of a collection has episodes that say nothing of their kind: they are blocks", async () => {
    await station.publish("shorts", { title: "Shorts", order: "in-order" }, "collection");
    await show({ collection: link("shorts") });
    expect(Object.keys(episodes())).toHaveLength(5);
    expect(station.contentful.value(idOf(1), "kind")).toBeUndefined();
  });

  it("tells the guests of an episode that falls away by mail", async () => {
    await station.publish("ana", { name: "Ana", email: "ana@guests.example" }, "person");
    await show({ presenters: [link("ana")] });
    await station.pass(60_000);
    const methods = async () => (await station.mail.mails()).map(({ calendar }) => calendar?.method);
    expect(await methods()).toEqual(Array(5).fill("REQUEST"));
    await show({ presenters: [link("ana")], exceptions: [tomorrow("", 4).slice(0, 10)] });
    await station.pass(600_000);
    expect((await methods()).slice(5)).toEqual(["CANCEL"]);
  });
});

describe("making episodes, when something goes wrong,", () => {
  it("goes on where it was cut off, and makes none twice", async () => {
    const works = Array.from({ length: 4 }, () => ({ kind: "works" }) as const);
    station.contentful.failNext(
      ...works,
      { kind: "server-error" },
      { kind: "works" },
      { kind: "lost" },
      { kind: "rate-limit", retryAfter: "2" },
      ...works,
      { kind: "lost" },
      { kind: "gateway" },
      { kind: "lost" },
    );
    await station.publish("talks", talks(), "show");
    for (let i = 0; i < 12; i += 1) {
      await station.startAnew();
      await station.pass(60_000);
    }
    expect(starts()).toEqual(every3());
    expect(station.zoom.meetings).toHaveLength(5);
  });

  it("adopts what is there already, and leaves what people made of it", async () => {
    const bare = {
      show: link("talks"),
      startsAt: `${tomorrow("18:00", 4)}+00:00`,
      occurrence: `${tomorrow("18:00", 4)}:00Z`,
    };
    await station.contentful.save(idOf(4), "event", bare);
    await station.contentful.save(idOf(7), "event", { title: "Somebody's draft" });
    await show();
    expect(starts()).toEqual(every3().filter((start) => start !== tomorrow("18:00", 7)));
    expect(station.contentful.value(idOf(7), "title")).toBe("Somebody's draft");
  });

  it("overwrites nothing that people change while an episode is taken out", async () => {
    await show();
    let isDone = false;
    station.contentful.beforeWrite = async () => {
      if (isDone) return;
      isDone = true;
      await station.contentful.save(idOf(4), "event", {
        ...station.contentful.fieldsOf(idOf(4)),
        title: "Just now",
      });
    };
    await show({ exceptions: [tomorrow("", 4).slice(0, 10)] });
    await station.pass(60_000);
    expect(station.contentful.value(idOf(4), "title")).toBe("Just now");
    expect(Object.keys(episodes())).toContain(idOf(4));
  });

  it("hears of a changed show though its webhook was lost", async () => {
    await show();
    await station.publishUnheard("talks", talks({ rule: "FREQ=DAILY;INTERVAL=6" }), "show");
    await station.pass(301_000);
    await station.pass(301_000);
    expect(starts()).toEqual([1, 7, 13].map((days) => tomorrow("18:00", days)));
  });

  it("does not take a show for withdrawn that only is not delivered", async () => {
    await show();
    station.contentful.deliveryLagMs = 40 * DAY * 1000;
    await station.pass(700_000);
    await station.pass(700_000);
    expect(starts()).toEqual(every3());
  });

  it("makes what the vendor never took, though the rule had lost it meanwhile", async () => {
    station.contentful.beforeWrite = () => Promise.reject(new TypeError("the line is cut"));
    await show();
    station.contentful.beforeWrite = undefined;
    await show({ exceptions: [tomorrow("", 1).slice(0, 10)] });
    expect(starts()).toEqual(every3().slice(1));
    await show();
    expect(starts()).toEqual(every3());
  });

  it("says what the vendor refuses, and makes it when that is cured", async () => {
    const event = station.contentful.requireField("event", "sponsor");
    await show();
    expect(Object.keys(episodes())).toEqual([]);
    const found = (await warnings()).find(({ code }) => code === "episode-refused");
    expect(found?.message).toContain("Contentful answers 422");
    event.relax();
    await station.pass(3700_000);
    expect(starts()).toEqual(every3());
    expect((await warnings()).find(({ code }) => code === "episode-refused")).toBeUndefined();
  });
});
