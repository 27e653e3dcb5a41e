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

it("says nothing while the programme is the same, also of the pieces of a block", () => {
  const told = onAirNews(undefined, show, on)?.data;
  expect(onAirNews(told, { ...show, second: 200 }, on)).toBeUndefined();
  expect(onAirNews(told, { ...show, second: 200, title: "Second piece" }, on)).toBeUndefined();
  const block = { ...rundown, items: rundown.items.map((item) => ({ ...item, programme: "Film night" })) };
  expect(onAirNews(undefined, show, { ...on, rundown: block })?.data.title).toBe("Film night");
});

it("says nothing of a break, and tells the end of all the parts", () => {
  const [part] = rundown.items;
  const broken = { ...rundown, items: [part!, { ...part!, id: "show@400", start: 400, end: 500 }] };
  const told = onAirNews(undefined, show, { ...on, rundown: broken })?.data;
  expect(told).toMatchObject({ since: 100, end: 500 });
  expect(onAirNews(told, { ...filler, second: 350, role: "break" }, on)).toBeUndefined();
});
