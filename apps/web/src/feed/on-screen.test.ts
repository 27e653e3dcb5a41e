import type { Guide, GuideEntry, OnNow } from "@nonstop/contract/guide";
import { describe, expect, it } from "vitest";
import { onScreenAt, rememberNow } from "./on-screen.ts";

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
const now = (title: string, start: number, end: number): OnNow => ({ kind: "filler", title, start, end });

describe("onScreenAt", () => {
  it("still shows the old programme while the picture lags behind the clock", () => {
    const history = rememberNow(rememberNow([], now("film", 0, 100)), now("show", 100, 200));
    expect(onScreenAt(history, undefined, 97)?.title).toBe("film");
    expect(onScreenAt(history, undefined, 100)?.title).toBe("show");
  });
  it("trusts /now over the guide, and the guide where /now is silent", () => {
    const history = [now("film over-running", 100, 110)];
    const shows = guide(entry("show", 100, 200));
    expect(onScreenAt(history, shows, 105)?.title).toBe("film over-running");
    expect(onScreenAt(history, shows, 110)?.title).toBe("show");
  });
  it("lets the later start win where entries overlap", () => {
    expect(onScreenAt([], guide(entry("a", 0, 100), entry("b", 50, 150)), 60)?.title).toBe("b");
  });
  it("names the gap between programmes and where it ends", () => {
    expect(onScreenAt([], guide(entry("a", 0, 100), entry("b", 150, 200)), 120)).toMatchObject({
      kind: "filler",
      start: 100,
      end: 150,
    });
  });
  it("knows nothing outside the guide", () => expect(onScreenAt([], guide(), 1000)).toBeUndefined());
});

describe("rememberNow", () => {
  it("cuts what an older answer promised", () => {
    const history = rememberNow([now("film", 0, 500)], now("breaking news", 200, 300));
    expect(history.map((span) => [span.title, span.end])).toEqual([
      ["film", 200],
      ["breaking news", 300],
    ]);
  });
  it("replaces an answer about the same start", () => {
    expect(rememberNow([now("film", 0, 500)], now("film", 0, 400))).toEqual([now("film", 0, 400)]);
  });
  it("forgets after ten minutes", () => {
    expect(rememberNow([now("old", 0, 100)], now("new", 701, 800)).map((span) => span.title)).toEqual([
      "new",
    ]);
  });
});
