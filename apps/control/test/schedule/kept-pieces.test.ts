import { AssetIndex } from "@nonstop/contract/asset";
import { mediaMark } from "@nonstop/contract/asset-source";
import { EventsAnswer } from "@nonstop/contract/events";
import { assetChunkKey, assetIndexKey } from "@nonstop/contract/media-keys";
import { roomOfAiring } from "@nonstop/contract/room-names";
import { routes } from "@nonstop/contract/routes";
import { runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { airSeconds } from "./air-seconds.ts";
import { Station } from "./station.ts";

const DAY_MS = 86_400_000;
const asPlayout = { authorization: `Bearer ${env.ORIGIN_TOKEN_PLAYOUT}` };
const room = { kind: "live", room: roomOfAiring("show", "live") } as const;

let station: Station;
beforeEach(async () => {
  station = new Station();
  await station.calm();
});
afterEach(() => station.end());

async function chunkOf(chunk: number): Promise<Uint8Array> {
  const request = new Request(`https://station.test${routes.assetChunk("aired-show", chunk)}`, {
    headers: asPlayout,
  });
  const answer = await exports.default.fetch(request);
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

const indexNow = async (): Promise<AssetIndex> =>
  AssetIndex.parse(await (await env.MEDIA.get(assetIndexKey("aired-show")))!.json());
const keysOf = async (prefix: string): Promise<string[]> =>
  (await env.MEDIA.list({ prefix })).objects.map(({ key }) => key);

/** A show of forty seconds airs, and is a piece of three chunks, all of whose segments R2 has. */
async function airShow(): Promise<Uint8Array[]> {
  const endsAt = new Date((station.nowSecond + 70) * 1000).toISOString();
  const start = station.nowSecond + 10;
  await station.publish("show", station.live(10, { title: "The show", slug: "show", endsAt }));
  await station.pass(1_100);
  await airSeconds(station, start, start + 40, { room, airing: "show", title: "The show" });
  await station.pass(60_000);
  await runDurableObjectAlarm(env.CHANNELS.getByName("main"));
  return Promise.all([0, 1, 2].map(chunkOf));
}

describe("a piece of what aired", () => {
  it("is copied when it is some days old, to the same bytes, and outlives what it was made of", async () => {
    const before = await airShow();
    await station.pass(2 * DAY_MS);
    expect((await indexNow()).source?.kind).toBe("past");
    await station.pass(1.5 * DAY_MS);
    for (let i = 0; i < 4; i += 1) await station.pass(6_000);
    const { source, byteLength } = await indexNow();
    expect(source).toMatchObject({ kind: "chunks", folder: expect.stringMatching(/^past-/) });
    expect(byteLength).toBe(before.reduce((sum, { byteLength: length }) => sum + length, 0));
    expect(await keysOf("assets/")).toHaveLength(4);
    for (const key of await keysOf("live/")) await env.MEDIA.delete(key);
    expect(await Promise.all([0, 1, 2].map(chunkOf))).toEqual(before);
  });

  it("is copied on from where a copy broke off: what is there is not copied again, what is not is", async () => {
    const before = await airShow();
    const { source } = await indexNow();
    const folder = mediaMark(source)!;
    const bytes = [before[0]!, before[1]!];
    for (const [chunk, body] of bytes.entries())
      await env.MEDIA.put(assetChunkKey("aired-show", chunk, folder), body, {
        customMetadata: { copied: "before" },
      });
    // While the copy goes on, the sweep comes, and the object begins anew.
    await station.startAnew();
    await station.pass(4 * DAY_MS);
    await station.pass(6_000);
    expect(await indexNow()).toMatchObject({ source: { kind: "chunks", folder } });
    const first = await env.MEDIA.head(assetChunkKey("aired-show", 0, folder));
    expect(first?.customMetadata).toEqual({ copied: "before" });
    expect(await Promise.all([0, 1, 2].map(chunkOf))).toEqual(before);
  });

  it("says so when a part of it is lost, and stays as it is", async () => {
    await airShow();
    const [lost] = (await keysOf("live/")).filter((key) => key.includes("/v360/"));
    await env.MEDIA.delete(lost!);
    await station.pass(4 * DAY_MS);
    expect((await indexNow()).source?.kind).toBe("past");
    const { body } = await station.get(routes.events, { authorization: `Bearer ${env.PRODUCER_TOKEN}` });
    expect(EventsAnswer.parse(body).warnings).toContainEqual(
      expect.objectContaining({
        code: "piece-lost",
        message: expect.stringContaining("The show cannot be kept"),
      }),
    );
  });
});
