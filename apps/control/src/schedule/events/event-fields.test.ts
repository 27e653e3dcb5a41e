import type { EventProblem } from "@nonstop/contract/events";
import { describe, expect, it } from "vitest";
import { parseEvent } from "./event-fields.ts";
import type { LocalisedFields } from "./localised.ts";

const RULES = { stationTimezone: "UTC", publishedMs: 0, before: undefined };
const link = (id: string): object => ({ sys: { type: "Link", linkType: "Entry", id } });
const fields = (over: Record<string, unknown> = {}): LocalisedFields => {
  const values: Record<string, unknown> = {
    title: "Morning show",
    startsAt: "2027-03-01T09:00+01:00",
    endsAt: "2027-03-01T10:00+01:00",
    kind: "live",
    timezone: "Europe/Berlin",
    ...over,
  };
  const kept = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept.map(([field, value]) => [field, { "en-US": value }]));
};
const problem = (over: Record<string, unknown>): Partial<EventProblem> => {
  const answer = parseEvent(fields(over), RULES);
  return answer.kind === "problem" ? answer.problem : {};
};

describe("parseEvent", () => {
  it("reads an event with its links", () => {
    const presenters = [link("ana"), link("bob")];
    const answer = parseEvent(
      fields({ presenters, studio: link("studio"), planB: link("film"), summary: " Hi " }),
      RULES,
    );
    expect(answer).toEqual({
      kind: "event",
      event: {
        title: "Morning show",
        summary: "Hi",
        start: 1803888000,
        end: 1803891600,
        timezone: "Europe/Berlin",
        kind: "live",
        presenters: ["ana", "bob"],
        studio: "studio",
        planB: "film",
      },
      notes: [],
    });
  });

  it("refuses a year that no second of the channel can have", () => {
    for (const startsAt of ["2100-01-01T00:00Z", "2206-03-01T09:00+01:00", "9999-12-31T23:59Z"])
      expect(problem({ startsAt, endsAt: undefined, durationMinutes: 60 })).toMatchObject({
        field: "fields.startsAt",
        cure: expect.stringContaining("year") as string,
      });
    const last = parseEvent(fields({ startsAt: "2099-12-31T23:00Z", endsAt: "2100-01-01T00:00Z" }), RULES);
    expect(last).toMatchObject({ kind: "event" });
  });

  it("makes one line of a title, without what could turn or break what stands after it", () => {
    const title = (text: string): string => {
      const answer = parseEvent(fields({ title: text }), RULES);
      return answer.kind === "event" ? answer.event.title : "";
    };
    expect(title("One\r\n#EXTINF:-1,two\u0000\u0085\u2028three")).toBe("One #EXTINF:-1,two three");
    expect(title("\u202Eשלום\u202C עולם")).toBe("שלום עולם");
    expect(title("half \uD83D")).toBe("half \uFFFD");
    expect(title("📺".repeat(5000))).toBe("📺".repeat(256));
    expect(problem({ title: "\u0000 \u202E" })).toMatchObject({ field: "fields.title" });
  });

  it.each(["film", "premiere", "replay"])("takes %s for a recording", (kind) => {
    const answer = parseEvent(fields({ kind, recording: link("r1") }), RULES);
    expect(answer).toMatchObject({ kind: "event", event: { kind: "recording", recording: "r1" } });
  });

  it("takes a duration for an end, and the station's zone for none", () => {
    const answer = parseEvent(fields({ endsAt: undefined, durationMinutes: 90, timezone: undefined }), {
      ...RULES,
      stationTimezone: "Asia/Tokyo",
    });
    expect(answer).toMatchObject({
      kind: "event",
      event: { end: 1803888000 + 5400, timezone: "Asia/Tokyo" },
    });
  });

  it("reads how long trouble may last, 0 for ever", () => {
    const answer = parseEvent(fields({ blackSeconds: 0, silentSeconds: 90, frozenSeconds: null }), RULES);
    expect(answer).toMatchObject({ event: { limits: { blackSeconds: 0, silentSeconds: 90 } } });
  });

  it("reads another locale when the station's is missing", () => {
    const answer = parseEvent({ ...fields(), title: { de: "Frühschau" } }, RULES);
    expect(answer).toMatchObject({ kind: "event", event: { title: "Frühschau" } });
  });

  it.each([
    ["fields.title", { title: " " }],
    ["fields.title", { title: 7 }],
    ["fields.startsAt", { startsAt: undefined }],
    ["fields.startsAt", { startsAt: "2020-06-15T14:30" }],
    ["fields.startsAt", { startsAt: "2020-06-15" }],
    ["fields.startsAt", { startsAt: "tomorrow" }],
    ["fields.startsAt", { startsAt: 5 }],
    ["fields.endsAt", { endsAt: "2027-03-01T09:00+01:00" }],
    ["fields.endsAt", { endsAt: "2027-03-01T08:00+01:00" }],
    ["fields.endsAt", { endsAt: "2027-03-01T10:00" }],
    ["fields.endsAt", { endsAt: "2027-03-02T09:01+01:00" }],
    ["fields.endsAt", { endsAt: undefined }],
    ["fields.durationMinutes", { endsAt: undefined, durationMinutes: 0 }],
    ["fields.durationMinutes", { endsAt: undefined, durationMinutes: 1441 }],
    ["fields.durationMinutes", { endsAt: undefined, durationMinutes: 1.5 }],
    ["fields.durationMinutes", { endsAt: undefined, durationMinutes: "60" }],
    ["fields.blackSeconds", { blackSeconds: 4 }],
    ["fields.frozenSeconds", { frozenSeconds: 3601 }],
    ["fields.silentSeconds", { silentSeconds: "20" }],
    ["fields.silentSeconds", { silentSeconds: -20 }],
    ["fields.layout", { layout: "mosaic" }],
    ["fields.speakerName", { speakerName: true }],
    ["fields.kind", { kind: "opera" }],
    ["fields.kind", { kind: "toString" }],
    ["fields.kind", { kind: undefined }],
    ["fields.timezone", { timezone: "Mars/Olympus" }],
    ["fields.recording", { kind: "film" }],
  ])("names %s and the cure for %j", (field, over) => {
    const found = problem(over);
    expect(found.field).toBe(field);
    expect(found.message).toContain(field);
    expect(found.cure).toMatch(/\w+.*\.$/);
  });

  it("says what is wrong with a start without a zone", () => {
    expect(problem({ startsAt: "2020-06-15T14:30" })).toEqual({
      field: "fields.startsAt",
      message: 'fields.startsAt: "2020-06-15T14:30" has no time zone',
      cure: expect.stringContaining("time zone") as string,
    });
  });

  it("takes a source for a live event, and for no other", () => {
    const source = "https://live.example.com/a/video.m3u8?token=secret";
    expect(parseEvent(fields({ source }), RULES)).toMatchObject({ event: { source } });
    const slate = parseEvent(fields({ source: "nonsense", kind: "slate" }), RULES);
    expect(slate.kind === "event" && slate.event.source).toBeUndefined();
  });

  it("refuses a source that is not public, or that competes with a studio, without repeating it", () => {
    const inside = problem({ source: "http://10.0.0.1/a?token=secret" });
    expect(inside).toMatchObject({
      field: "fields.source",
      message: "fields.source: does not begin with https://",
      cure: "Give the https address of the HLS playlist.",
    });
    const twice = problem({ source: "https://live.example.com/a?token=secret", studio: link("studio") });
    expect(twice).toMatchObject({ field: "fields.source", cure: expect.stringContaining("empty the other") });
    expect(JSON.stringify([inside, twice])).not.toContain("secret");
  });
});
