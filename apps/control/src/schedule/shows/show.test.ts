import { describe, expect, it } from "vitest";
import type { LocalisedFields } from "../events/localised.ts";
import { readEvent } from "../events/read-event.ts";
import { showOf, type Show } from "./show.ts";

const link = (id: string): object => ({ sys: { type: "Link", linkType: "Entry", id } });
const localisedOf = (values: Record<string, unknown>): LocalisedFields =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { "en-US": value }]));
const talks = (fields: Record<string, unknown>): Show => showOf({ id: "talks", revision: 1, fields });
const SHOW = {
  title: "Talks",
  description: "People who know.",
  presenters: [link("ana")],
  studio: link("hall"),
  durationMinutes: 45,
  timezone: "Europe/Lisbon",
};
const BARE = { show: link("talks"), kind: "live", startsAt: "2027-03-01T09:00+00:00" };
const RULES = { stationTimezone: "UTC", channel: "main", publishedMs: 0, before: undefined };
const read = (event: Record<string, unknown>, show: Show | undefined) =>
  readEvent(localisedOf(event), { ...RULES, shows: (entry) => (entry === "talks" ? show : undefined) });

describe("an event of a show", () => {
  it("takes from it what it leaves empty", () => {
    const { answer, title } = read({ ...BARE, title: "", presenters: [] }, talks(SHOW));
    expect(answer).toEqual({
      kind: "event",
      event: {
        title: "Talks",
        summary: "People who know.",
        start: 1803891600,
        end: 1803891600 + 45 * 60,
        timezone: "Europe/Lisbon",
        kind: "live",
        show: "talks",
        presenters: ["ana"],
        studio: "hall",
      },
      notes: [],
    });
    expect(title).toBe("Talks");
  });

  it("keeps what it says itself", () => {
    const own = {
      title: "Special",
      summary: "Once.",
      presenters: [link("bob")],
      studio: link("garage"),
      endsAt: "2027-03-01T10:00+00:00",
      timezone: "Europe/Berlin",
    };
    const { answer } = read({ ...BARE, ...own }, talks(SHOW));
    expect(answer).toMatchObject({
      event: { title: "Special", summary: "Once.", presenters: ["bob"], studio: "garage", end: 1803895200 },
    });
  });

  it.each([{ encoder: link("desk") }, { source: "https://live.example/a.m3u8" }])(
    "needs nobody who holds a meeting when it has none: %j",
    (from) => {
      const { answer } = read({ ...BARE, ...from }, talks(SHOW));
      expect(answer.kind).toBe("event");
      expect(answer.kind === "event" && answer.event.studio).toBeUndefined();
    },
  );

  it.each([
    ["no title", { durationMinutes: 30 }, "title"],
    ["no end", { title: "Own" }, "duration"],
  ])("whose show is not published and that has %s is told so, with the cure", (_, own, lacks) => {
    const { answer } = read({ ...BARE, ...own }, undefined);
    expect(answer).toMatchObject({
      kind: "problem",
      problem: { field: "fields.show", cure: `Publish the show, or give the event a ${lacks}.` },
    });
  });

  it("airs without a show that is not published when it says all itself, and says so", () => {
    const { answer } = read({ ...BARE, title: "Own", durationMinutes: 30 }, undefined);
    expect(answer).toMatchObject({ kind: "event", notes: [{ code: "show-unpublished" }] });
  });

  it("takes from it what becomes of it afterwards, and is live where neither says its kind", () => {
    const show = { airsAgainAfterHours: ["16", "8", "8"], rerunPool: true, useZoomRecording: false };
    const own = { title: "Own", kind: undefined, useZoomRecording: true };
    const { answer } = read({ ...BARE, ...own }, talks({ ...SHOW, ...show }));
    expect(answer).toMatchObject({
      event: { kind: "live", airsAgainAfterHours: [8, 16], rerunPool: true, useZoomRecording: true },
    });
  });

  it.each(["2027-03-01T09:00:00Z", "2027-03-01T10:00+01:00"])("keeps the occurrence %s", (occurrence) => {
    const { answer } = read({ ...BARE, occurrence }, talks(SHOW));
    expect(answer).toMatchObject({ event: { occurrence: "2027-03-01T09:00:00Z" } });
  });

  it.each([[["x"]], [["0"]], [["1.5"]], ["8"], [Array(11).fill("8")]])("names wrong hours %j", (hours) => {
    const { answer } = read({ ...BARE, airsAgainAfterHours: hours }, talks(SHOW));
    expect(answer).toMatchObject({ kind: "problem", problem: { field: "fields.airsAgainAfterHours" } });
  });

  it("takes nothing that cannot be used", () => {
    const wrong = { title: 7, presenters: ["ana"], studio: "hall", durationMinutes: 0, timezone: "" };
    expect(talks(wrong).defaults).toEqual({});
  });
});

describe("an event of a channel", () => {
  it.each([undefined, "", "main"])("is ours when it says %j", (channel) => {
    const { answer } = read({ ...BARE, channel, title: "Own", durationMinutes: 5 }, undefined);
    expect(answer.kind).toBe("event");
  });

  it("is another's when it names another one, whatever else is wrong with it", () => {
    expect(read({ channel: "sport" }, undefined).answer).toEqual({ kind: "elsewhere", channel: "sport" });
  });
});
