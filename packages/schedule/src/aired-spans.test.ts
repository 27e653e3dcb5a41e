import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { AiredSpan, GuideEntry } from "@nonstop/contract/guide";
import type { Item, Rundown } from "@nonstop/contract/rundown";
import { describe, expect, it } from "vitest";
import { airedSpans } from "./aired-spans.ts";

const T = 1_800_000_000;
const item = (id: string, start: number, end: number, over: Partial<Item>): Item => ({
  id,
  kind: "filler",
  title: id,
  start: T + start,
  end: T + end,
  room: { kind: "asset", asset: id, startSecond: T + start },
  ...over,
});
const studio = { kind: "live", room: "studio" } as const;
const rundown: Rundown = {
  channel: "main",
  version: 1,
  from: T,
  to: T + 1000,
  fillers: [{ asset: "waves", durationSeconds: 60 }],
  items: [
    item("film", 0, 100, { kind: "recording", title: "A Film", airing: "film" }),
    item("show", 100, 200, { kind: "live", title: "The Show", airing: "show", room: studio }),
    item("tail", 200, 220, { title: "The Show", airing: "show", room: studio }),
    item("waves", 220, 400, { title: "Waves" }),
    item("pulled", 400, 500, {
      kind: "live",
      title: "From Afar",
      airing: "pulled",
      room: { kind: "remote", room: "r-afar" },
    }),
    item("slate", 500, 600, { kind: "slate", title: "Back soon", room: { kind: "slate" } }),
    item("late", 600, 1000, {
      kind: "live",
      title: "Late Talk",
      airing: "late",
      room: { kind: "live", room: "e-late" },
    }),
  ],
};
const entry = (airing: string, kind: GuideEntry["kind"], start: number, end: number): GuideEntry => ({
  airing,
  slug: airing,
  kind,
  title: airing,
  summary: "",
  presenters: [],
  start: T + start,
  end: T + end,
  timezone: "UTC",
});
const entries = [entry("film", "recording", 0, 100), entry("show", "live", 100, 200)];
const pieces = new Map([
  ["waves", { durationSeconds: 60, title: "Waves" }],
  ["sea", { durationSeconds: 600, title: "A Film of the Sea" }],
]);
const slate = { kind: "slate" } as const;
const asset = (name: string, start: number): AsRunSpan["room"] => ({
  kind: "asset",
  asset: name,
  startSecond: T + start,
});
const span = (from: number, to: number, over: Partial<AsRunSpan>): AsRunSpan => ({
  from: T + from,
  to: T + to,
  room: slate,
  rank: 0,
  reason: "rundown",
  ...over,
});
const told = (...spans: AsRunSpan[]): AiredSpan[] => airedSpans(spans, { rundown, entries, pieces });
const first = (one: AsRunSpan): AiredSpan | undefined => told(one)[0];

describe("what aired as planned", () => {
  it("goes by its programme, with the times of the plan", () => {
    expect(first(span(10, 20, { room: asset("film", 0), airing: "film", title: "A Film" }))).toEqual({
      from: T + 10,
      to: T + 20,
      kind: "recording",
      title: "A Film",
      airing: "film",
      start: T,
      end: T + 100,
    });
    expect(first(span(110, 120, { room: studio, airing: "show" }))).toMatchObject({
      kind: "live",
      title: "The Show",
      end: T + 200,
    });
  });

  it("is a piece of its own between programmes, and a show in its over-run tail", () => {
    expect(first(span(230, 240, { room: asset("waves", 220) }))).toMatchObject({
      kind: "filler",
      title: "Waves",
      end: T + 400,
    });
    const tail = first(span(205, 215, { room: studio, airing: "show", reason: "over-run" }));
    expect(tail).toMatchObject({ kind: "live", airing: "show", start: T + 100, end: T + 220 });
    expect(tail?.standIn).toBeUndefined();
  });

  it("is what aired then, whatever a newer rundown has there", () => {
    const gone = span(30, 40, { room: asset("old", 0), airing: "old", title: "An Old Film" });
    expect(first(gone)).toMatchObject({ kind: "recording", title: "An Old Film", airing: "old" });
  });
});

describe("a take", () => {
  it("goes by what it shows, not by what it covers", () => {
    const by = { reason: "take", take: "t", airing: "show" } as const;
    expect(first(span(110, 120, { ...by, room: asset("sea", 105) }))).toMatchObject({
      title: "A Film of the Sea",
      start: T + 105,
      end: T + 705,
      standIn: { kind: "asset", reason: "take" },
    });
    expect(first(span(110, 120, { ...by, room: slate }))).toMatchObject({ kind: "slate" });
    const cutIn = first(span(110, 120, { ...by, room: { kind: "live", room: "e-late" } }));
    expect(cutIn).toMatchObject({ kind: "live", title: "Late Talk", airing: "late" });
    const unknown = first(span(110, 120, { ...by, room: { kind: "live", room: "garden" } }));
    expect(unknown).toMatchObject({ kind: "live", title: "Live" });
    expect(unknown?.airing).toBeUndefined();
  });

  it("of the room that is planned anyway changes nothing", () => {
    const hold = first(span(110, 120, { room: studio, reason: "take", take: "t", airing: "show" }));
    expect(hold).toMatchObject({ kind: "live", title: "The Show" });
    expect(hold?.standIn).toBeUndefined();
  });

  it("of an empty room leaves the words of what airs instead", () => {
    const vain = { reason: "take-unavailable", rank: 1 } as const;
    const shown = told(
      span(90, 100, { ...vain, room: asset("film", 0), airing: "film" }),
      span(110, 120, { ...vain, room: studio, airing: "show" }),
      span(230, 240, { ...vain, room: asset("waves", 220) }),
      span(510, 520, { ...vain, room: slate }),
    );
    expect(shown.map(({ kind, title, standIn }) => [kind, title, standIn])).toEqual([
      ["recording", "A Film", undefined],
      ["live", "The Show", undefined],
      ["filler", "Waves", undefined],
      ["slate", "Back soon", undefined],
    ]);
    const unplanned = { rundown: undefined, entries, pieces };
    const healthy = span(110, 120, { ...vain, room: studio, airing: "show", title: "The Show" });
    expect(airedSpans([healthy], unplanned)[0]?.standIn).toBeUndefined();
  });
});

describe("what stands in", () => {
  it("leaves a programme its title and says why, and whether its room was on a moment ago", () => {
    const lost = { reason: "room-stalled", rank: 3, airing: "show", title: "The Show" } as const;
    const [, standing] = told(span(100, 110, { room: studio, airing: "show" }), span(110, 120, lost));
    expect(standing).toMatchObject({ kind: "live", title: "The Show", start: T + 100, end: T + 200 });
    expect(standing?.standIn).toEqual({ kind: "slate", reason: "room-stalled", planned: "live", seen: true });
    const late = first(span(100, 110, { ...lost, reason: "not-started" }));
    expect(late?.standIn).toEqual({ kind: "slate", reason: "not-started", planned: "live" });
  });

  it("has the title of its own once the programme is over, though its seconds look the same", () => {
    const filler = { room: asset("waves", 180), rank: 2, reason: "room-stalled", airing: "show" } as const;
    expect(told(span(190, 210, filler)).map(({ from, to, title }) => [from - T, to - T, title])).toEqual([
      [190, 200, "The Show"],
      [200, 210, "Waves"],
    ]);
  });

  it("is the slate of the programme that the rundown has, where nobody proposed", () => {
    const nobody = told(span(95, 105, { rank: 3, reason: "edge-slate" }));
    expect(nobody.map(({ title, standIn }) => [title, standIn?.reason])).toEqual([
      ["A Film", "edge-slate"],
      ["The Show", "edge-slate"],
    ]);
    expect(first(span(230, 240, { rank: 3, reason: "edge-slate" }))).toMatchObject({ kind: "slate" });
    const unplanned = airedSpans([span(95, 105, { rank: 3, reason: "edge-slate" })], {
      rundown: undefined,
      entries: [],
      pieces,
    });
    expect(unplanned).toMatchObject([{ from: T + 95, to: T + 105, kind: "slate" }]);
  });

  it("says what kind of room was planned", () => {
    const lost = { rank: 3, reason: "room-stalled", airing: "pulled" } as const;
    expect(first(span(410, 420, lost))?.standIn?.planned).toBe("remote");
  });
});
