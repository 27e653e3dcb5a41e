import type { Rundown } from "@nonstop/contract/rundown";
import { expect, it } from "vitest";
import { onAirNews } from "./on-air-news.ts";

const rundown: Rundown = {
  channel: "main",
  version: 1,
  from: 0,
  to: 300,
  items: [
    {
      id: "show@100",
      kind: "live",
      start: 100,
      end: 300,
      title: "Show",
      airing: "show",
      room: { kind: "live", room: "e-show" },
    },
  ],
  fillers: [],
};
const on = { channel: "main", rundown, pageOf: (airing: string) => `https://tv.example/schedule/${airing}` };
const show = { second: 104, airing: "show", title: "Show", itemKind: "live" } as const;
const filler = { second: 40, title: "Waves", itemKind: "filler" } as const;

it("tells of a programme with its span, though it was seen late", () => {
  expect(onAirNews(undefined, show, on)?.data).toEqual({
    channel: "main",
    kind: "live",
    title: "Show",
    since: 100,
    airing: "show",
    end: 300,
    page: "https://tv.example/schedule/show",
  });
});

it("tells of the time between programmes once, whatever fills it", () => {
  const first = onAirNews(undefined, filler, on)?.data;
  expect(first).toMatchObject({ kind: "filler", title: "Between programmes", since: 40 });
  expect(onAirNews(first, { ...filler, second: 60, title: "Clouds" }, on)).toBeUndefined();
  expect(onAirNews(first, show, on)).toBeDefined();
});

it("says nothing while the programme is the same, and tells of another title within it", () => {
  const told = onAirNews(undefined, show, on)?.data;
  expect(onAirNews(told, { ...show, second: 200 }, on)).toBeUndefined();
  expect(onAirNews(told, { ...show, second: 200, title: "Second piece" }, on)?.data.title).toBe(
    "Second piece",
  );
});
