import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Station } from "./station.ts";

const DAY = 86_400;
let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

it("deletes the segments that no replay names any more, and nothing else", async () => {
  const segment = (daysAgo: number): number => Math.floor((station.nowSecond - daysAgo * DAY) / 4);
  const old = [200, 120, 92].flatMap((days) => [
    `live/main/h264-0a1b2c3d/v720/${segment(days)}.m4s`,
    `live/main/h264-0a1b2c3d/audio/${segment(days)}.m4s`,
    `live/main/v720/${segment(days)}.m4s`,
  ]);
  const kept = [
    `live/main/h264-0a1b2c3d/v720/${segment(89)}.m4s`,
    `live/main/v720/${segment(1)}.m4s`,
    `live/other/v720/${segment(200)}.m4s`,
    "live/main/notes.txt",
    "assets/film/0.chunk",
    "houses/h264-0a1b2c3d.house",
    "backups/main/2020-01-01T00:00:00.000Z.archive",
  ];
  for (const key of [...old, ...kept]) await env.MEDIA.put(key, "bytes");
  await station.pass(3600_000);
  const { objects } = await env.MEDIA.list();
  const keys = objects.map(({ key }) => key);
  expect(keys.filter((key) => old.includes(key))).toEqual([]);
  expect(keys).toEqual(expect.arrayContaining(kept));
});
