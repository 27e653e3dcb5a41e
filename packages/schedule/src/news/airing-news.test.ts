import type { AnnouncedAiring } from "@nonstop/contract/announcement";
import { expect, it } from "vitest";
import { airingNews } from "./airing-news.ts";

const airing = (id: string, start: number, over: Partial<AnnouncedAiring> = {}): AnnouncedAiring => ({
  airing: id,
  title: id,
  kind: "live",
  start,
  end: start + 600,
  timezone: "UTC",
  presenters: [],
  page: `https://tv.example/schedule/${id}`,
  ...over,
});
const told = (...airings: AnnouncedAiring[]): Map<string, AnnouncedAiring> =>
  new Map(airings.map((each) => [each.airing, each]));

it("tells what came, what moved with what it was before, and what went", () => {
  const moved = airing("moved", 2000);
  const news = airingNews(
    told(moved, airing("same", 3000), airing("gone", 4000)),
    [airing("new", 1000), { ...moved, start: 2600, end: 3200 }, airing("same", 3000)],
    900,
  );
  expect(news).toEqual([
    { type: "airing.withdrawn", data: airing("gone", 4000) },
    { type: "airing.added", data: airing("new", 1000) },
    { type: "airing.changed", data: { ...moved, start: 2600, end: 3200, was: moved } },
  ]);
});

it("says nothing of what has ended", () => {
  expect(airingNews(told(airing("over", 100)), [airing("late", 200)], 1000)).toEqual([]);
});
