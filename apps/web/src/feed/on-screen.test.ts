import type { AiredSpan, Guide, GuideEntry, NowNext, OnNow } from "@nonstop/contract/guide";
import { describe, expect, it } from "vitest";
import { isAiring, nextAfter, NOTHING_TOLD, onScreenAt, remember, type Told } from "./on-screen.ts";

const entry = (title: string, start: number, end: number): GuideEntry => ({
  airing: title,
  slug: title,
  kind: "live",
  title,
  summary: "",
  presenters: [],
  start,
  end,
  timezone: "UTC",
});
const guide = (...entries: GuideEntry[]): Guide => ({
  channel: "main",
  stationTimezone: "UTC",
  from: 0,
  to: 1000,
  entries,
});
const plan = (title: string, start: number, end: number, over: Partial<OnNow> = {}): OnNow => ({
  kind: "filler",
  title,
  start,
  end,
  ...over,
});
const aired = (title: string, from: number, to: number, over: Partial<AiredSpan> = {}): AiredSpan => ({
  kind: "live",
  title,
  from,
  to,
  ...over,
});
type Answer = { at: number; plan: [OnNow, ...OnNow[]]; aired?: AiredSpan[] };
const answer = ({ at, plan: [now, ...ahead], aired: spans = [] }: Answer): NowNext => ({
  channel: "main",
  nowMs: at * 1000,
  now,
  ahead,
  next: [],
  aired: spans,
});
const cutShort = {
  plan: [plan("show", 0, 200)] as [OnNow],
  aired: [aired("Show", 0, 100, { airing: "show" })],
};
const heard = (...answers: Answer[]): Told =>
  answers.map(answer).reduce((told, one) => remember(told, one, undefined), NOTHING_TOLD);
const titleAt = (told: Told, second: number): string | undefined =>
  onScreenAt(told, undefined, second)?.title;

describe("onScreenAt", () => {
  it("tells what aired in the second of the picture, however far behind the clock that is", () => {
    const told = heard({
      at: 400,
      plan: [plan("news", 400, 500)],
      aired: [aired("film", 0, 90), aired("cut-in", 90, 110), aired("film", 110, 400)],
    });
    expect([50, 89, 90, 109, 110, 399].map((second) => titleAt(told, second))).toEqual([
      "film",
      "film",
      "cut-in",
      "cut-in",
      "film",
      "film",
    ]);
  });

  it("changes at the second of a change, not with the news of it", () => {
    const show = plan("show", 0, 200);
    const lost = { standIn: { kind: "slate", reason: "room-stalled" } } as const;
    const told = heard(
      { at: 100, plan: [show], aired: [aired("show", 0, 100)] },
      { at: 103, plan: [show], aired: [aired("show", 0, 101), aired("show", 101, 103, lost)] },
    );
    expect(onScreenAt(told, undefined, 100)?.standIn).toBeUndefined();
    expect(onScreenAt(told, undefined, 101)?.standIn?.reason).toBe("room-stalled");
  });

  it("goes on as before while the news of a second is on its way, but not past a change of the plan", () => {
    const lost = { standIn: { kind: "slate", reason: "room-stalled" }, end: 200 } as const;
    const told = heard({
      at: 100,
      plan: [plan("show", 0, 105), plan("waves", 105, 200)],
      aired: [aired("show", 0, 100, lost)],
    });
    expect(onScreenAt(told, undefined, 104)).toMatchObject({
      isTold: true,
      standIn: { reason: "room-stalled" },
    });
    expect(onScreenAt(told, undefined, 105)).toMatchObject({ title: "waves", isTold: false });
  });

  it("says of what it has long heard nothing no more than the plan", () => {
    const told = heard({
      at: 100,
      plan: [plan("show", 0, 900, { kind: "live" })],
      aired: [aired("show", 0, 100)],
    });
    expect(onScreenAt(told, undefined, 120)).toMatchObject({ title: "show", isTold: false });
  });

  it("lets a take go on over a change of the plan, until it ends", () => {
    const byHand = { standIn: { kind: "asset", reason: "take" }, start: 90, end: 108 } as const;
    const told = heard({
      at: 104,
      plan: [plan("show", 0, 105), plan("waves", 105, 200)],
      aired: [aired("sea", 90, 104, byHand)],
    });
    expect([106, 107, 108].map((second) => titleAt(told, second))).toEqual(["sea", "sea", "waves"]);
  });

  it("knows the programme of what aired by the guide", () => {
    const told = heard({
      at: 100,
      plan: [plan("x", 100, 200)],
      aired: [aired("show", 0, 100, { airing: "show", start: 0, end: 100 })],
    });
    const screen = onScreenAt(told, guide(entry("show", 0, 100)), 50);
    expect(screen).toMatchObject({ entry: { slug: "show" }, start: 0, end: 100 });
  });

  it("names the piece of a block by the guide, and the block that it is part of", () => {
    const pieces = [{ title: "The Ant", start: 100, end: 150 }];
    const block: GuideEntry = { ...entry("Shorts", 100, 200), kind: "block", pieces };
    const shown = onScreenAt(NOTHING_TOLD, guide(block), 120);
    expect(shown).toMatchObject({
      kind: "recording",
      title: "The Ant",
      end: 150,
      entry: { title: "Shorts" },
    });
    expect(onScreenAt(NOTHING_TOLD, guide(block), 160)).toMatchObject({ title: "Shorts", end: 200 });
  });

  it("falls back to the plan, the guide, and the gap between two programmes", () => {
    const told = heard({ at: 50, plan: [plan("film over-running", 100, 110)] });
    const shows = guide(entry("a", 0, 100), entry("b", 50, 150), entry("c", 200, 300));
    expect(onScreenAt(told, shows, 105)?.title).toBe("film over-running");
    expect(onScreenAt(told, shows, 120)?.title).toBe("b");
    expect(onScreenAt(NOTHING_TOLD, shows, 160)).toMatchObject({ kind: "filler", start: 150, end: 200 });
    expect(onScreenAt(NOTHING_TOLD, guide(), 1000)).toBeUndefined();
  });
});

describe("isAiring", () => {
  it("goes by what aired last, and claims nothing of what it has not heard", () => {
    const told = heard({
      at: 100,
      plan: [plan("show", 0, 200)],
      aired: [aired("Show", 0, 90, { airing: "show" }), aired("cut-in", 90, 100)],
    });
    expect(isAiring(told, "show", 101)).toBe(false);
    expect(isAiring(heard({ ...cutShort, at: 100 }), "show", 101)).toBe(true);
    expect(isAiring(told, "show", 120)).toBeUndefined();
    expect(isAiring(NOTHING_TOLD, "show", 101)).toBeUndefined();
  });
});

describe("nextAfter", () => {
  const told = heard({
    at: 50,
    plan: [plan("show", 0, 100), plan("waves", 100, 120), plan("Back soon", 120, 150, { kind: "slate" })],
  });
  const next = (second: number, over: Partial<ReturnType<typeof onScreenAt>> = {}): string | undefined => {
    const shown = onScreenAt(told, undefined, second);
    return nextAfter(told, [entry("news", 150, 200)], { second, shown: shown && { ...shown, ...over } })
      ?.title;
  };

  it("names the filler that comes next, then the programme, and never the slate", () => {
    expect(next(50)).toBe("waves");
    expect(next(110)).toBe("news");
  });

  it("promises nothing that a take may cover", () => {
    const byHand = { standIn: { kind: "live", reason: "take" } } as const;
    expect(next(50, { ...byHand, end: undefined })).toBeUndefined();
    expect(next(50, { ...byHand, end: 130 })).toBeUndefined();
    expect(next(50, { ...byHand, end: 90 })).toBe("waves");
  });
});

describe("remember", () => {
  it("replaces what older answers promised", () => {
    const told = heard(
      { at: 100, plan: [plan("film", 0, 500)], aired: [aired("film", 50, 100)] },
      {
        at: 210,
        plan: [plan("breaking news", 200, 300)],
        aired: [aired("film", 90, 200), aired("news", 200, 210)],
      },
    );
    expect(told.plan.map(({ title, end }) => [title, end])).toEqual([
      ["film", 200],
      ["breaking news", 300],
    ]);
    expect(told.aired.map(({ from, to }) => [from, to])).toEqual([
      [50, 90],
      [90, 200],
      [200, 210],
    ]);
  });

  it("keeps what aired while the station cannot say", () => {
    const told = heard(
      { at: 100, plan: [plan("film", 0, 500)], aired: [aired("film", 50, 100)] },
      { at: 104, plan: [plan("film", 0, 500)] },
    );
    expect(titleAt(told, 70)).toBe("film");
  });

  it("forgets after ten minutes, but never what stands still on the screen", () => {
    const old = answer({ at: 100, plan: [plan("old", 0, 100)], aired: [aired("old", 50, 100)] });
    const late = answer({ at: 800, plan: [plan("new", 701, 900)], aired: [aired("new", 750, 800)] });
    const after = (shown: number | undefined): Told =>
      [old, late].reduce((told, one) => remember(told, one, shown), NOTHING_TOLD);
    expect(titleAt(after(undefined), 99)).toBeUndefined();
    expect(after(undefined).plan.map(({ title }) => title)).toEqual(["new"]);
    expect(titleAt(after(99), 99)).toBe("old");
  });
});
