import type { AssetIndex } from "@nonstop/contract/asset";
import { assetIndexKey } from "@nonstop/contract/media-keys";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { film } from "../film.ts";
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

const VERSION = "360p-0a1b2c3d";
const key = (second: number): string => `live/main/${VERSION}/v360/${Math.floor(second / 4)}.m4s`;
const stored = async (): Promise<string[]> =>
  (await env.MEDIA.list({ prefix: "live/" })).objects.map((one) => one.key);

/** The index of a piece that is these seconds of the channel's past. */
function indexOf(asset: string, spans: { from: number; to: number }[]): AssetIndex {
  const { index } = film(asset);
  const durationSeconds = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    ...index,
    durationSeconds,
    chunkCount: Math.ceil(durationSeconds / 16),
    source: { kind: "past", channel: "main", version: VERSION, spans },
  };
}

const putIndex = (index: AssetIndex): Promise<unknown> =>
  env.MEDIA.put(assetIndexKey(index.asset), JSON.stringify(index));

describe("what a piece is made of", () => {
  /** The first second of a segment of long ago. */
  const old = (): number => Math.floor((station.nowSecond - 100 * DAY) / 8) * 8;

  it("stays, with the seconds beside it in which its sound may begin, whoever wrote its index", async () => {
    const from = old();
    const seconds = Array.from({ length: 8 }, (_, k) => from + 4 * k);
    for (const second of seconds) await env.MEDIA.put(key(second), "bytes");
    // It begins and ends with a segment. Nobody has told the schedule of it.
    await putIndex(indexOf("rerun", [{ from: from + 8, to: from + 16 }]));
    await station.pass(3600_000);
    expect(await stored()).toEqual(seconds.slice(1, 5).map(key));
    await env.MEDIA.delete(assetIndexKey("rerun"));
  });

  it("stays while an index cannot be read: then nothing is deleted at all", async () => {
    const from = old();
    await env.MEDIA.put(key(from), "bytes");
    await env.MEDIA.put(assetIndexKey("broken"), "{");
    await station.pass(3600_000);
    expect(await stored()).toEqual([key(from)]);
    expect(station.logged.some((line) => line.includes("sweep-stopped"))).toBe(true);
    await env.MEDIA.delete(assetIndexKey("broken"));
    await station.pass(3600_000);
    expect(await stored()).toEqual([]);
  });

  it("goes when the piece is another one, or has left the library, and not before", async () => {
    const from = old();
    for (const second of [from, from + 40]) await env.MEDIA.put(key(second), "bytes");
    await putIndex(indexOf("rerun", [{ from, to: from + 4 }]));
    await putIndex(indexOf("other", [{ from: from + 40, to: from + 44 }]));
    await station.pass(3600_000);
    expect(await stored()).toEqual([key(from), key(from + 40)]);
    // A file replaces the first, and ingest tells of it. The second is deleted.
    const { index, chunk } = film("rerun");
    await env.MEDIA.put("assets/rerun/0.chunk", chunk);
    await putIndex(index);
    const asIngest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}` };
    await station.post(routes.assetNotice("rerun"), new Uint8Array(), asIngest);
    const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
    expect(await station.send("DELETE", routes.piece("other"), undefined, producers)).toMatchObject({
      status: 200,
    });
    await station.pass(3600_000);
    await station.pass(3600_000);
    expect(await stored()).toEqual([]);
  });
});
