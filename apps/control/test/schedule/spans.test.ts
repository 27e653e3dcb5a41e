import { AssetIndex } from "@nonstop/contract/asset";
import { Library, Piece } from "@nonstop/contract/library";
import { assetChunkKey, assetIndexKey } from "@nonstop/contract/media-keys";
import { roomOfAiring } from "@nonstop/contract/room-names";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { film } from "../film.ts";
import { airSeconds } from "./air-seconds.ts";
import { type Answer, link, Station } from "./station.ts";

const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}`, "content-type": "application/json" };
const asPlayout = { authorization: `Bearer ${env.ORIGIN_TOKEN_PLAYOUT}` };
const room = { kind: "live", room: roomOfAiring("show", "live") } as const;

let station: Station;
beforeEach(async () => {
  station = new Station();
  await station.calm();
});
afterEach(() => station.end());

const mark = (order: object): Promise<Answer> =>
  station.send("POST", routes.pieceSpans, JSON.stringify({ title: "The best of it", ...order }), producers);
const sourceOf = async ({ body }: Answer): Promise<AssetIndex["source"]> => {
  const { asset } = Piece.parse(body);
  return AssetIndex.parse(await (await env.MEDIA.get(assetIndexKey(asset)))!.json()).source;
};

/** Publishes a live show; answers when it begins. */
async function publishShow(): Promise<number> {
  const start = station.nowSecond + 10;
  const endsAt = new Date((start + 40) * 1000).toISOString();
  await station.publish("show", station.live(10, { title: "The show", slug: "show", endsAt }));
  await station.pass(1_100);
  return start;
}

/** A live show of thirty seconds airs; answers when it began. */
async function airShow(published?: number): Promise<number> {
  const start = published ?? (await publishShow());
  await airSeconds(station, start, start + 10, { room, airing: "show" });
  const film = { kind: "asset", asset: "news", startSecond: start + 10 } as const;
  await airSeconds(station, start + 10, start + 12, { room: film });
  await airSeconds(station, start + 12, start + 32, { room, airing: "show" });
  return start;
}

describe("a span", () => {
  it("of a show that aired is a piece, while the show goes on and after it, the same one for the same marks", async () => {
    const start = await airShow();
    const of = { kind: "airing", airing: "show" };
    station.later(6_000);
    const during = await mark({ of, markIn: 8, markOut: 14, favourite: true, tags: ["sea"] });
    expect(during).toMatchObject({
      status: 201,
      body: { durationSeconds: 6, favourite: true, tags: ["sea"], sourceKind: "past" },
    });
    await station.pass(60_000);
    const after = await mark({ of, markIn: 8, markOut: 14 });
    expect(after).toMatchObject({ status: 200, body: { asset: during.body["asset"], favourite: true } });
    expect(await sourceOf(after)).toMatchObject({
      spans: [
        { from: start + 8, to: start + 10 },
        { from: start + 12, to: start + 16 },
      ],
    });
    const { asset } = Piece.parse(after.body);
    expect((await station.get(routes.assetChunk(asset, 0), asPlayout)).status).toBe(200);
  });

  it("of a span is a span of what that is of, and has its rights and people", async () => {
    const start = await airShow();
    await station.pass(60_000);
    const rights = { rightsTo: start + 90_000, people: ["Ada"], territories: ["PT"] };
    await station.send("PATCH", routes.piece("aired-show"), JSON.stringify(rights), producers);
    const outer = await mark({
      of: { kind: "piece", asset: "aired-show" },
      markIn: 2,
      markOut: 20,
      asset: "outer",
    });
    expect(outer).toMatchObject({ status: 201, body: { asset: "outer", ...rights } });
    const inner = await mark({ of: { kind: "piece", asset: "outer" }, markIn: 1, markOut: 12 });
    expect(await sourceOf(inner)).toMatchObject({
      kind: "past",
      spans: [
        { from: start + 3, to: start + 10 },
        { from: start + 12, to: start + 16 },
      ],
    });
  });

  it("of a recorded piece is read of its chunks, and keeps them from being deleted", async () => {
    const { index, chunk } = film("film");
    await env.MEDIA.put(assetChunkKey("film", 0), chunk);
    await env.MEDIA.put(assetIndexKey("film"), JSON.stringify(index));
    await station.pass(60_000);
    const made = await mark({ of: { kind: "piece", asset: "film" }, markIn: 2, markOut: 8, filler: true });
    expect(made).toMatchObject({
      status: 201,
      body: { durationSeconds: 6, sourceKind: "span", filler: true },
    });
    expect(await sourceOf(made)).toEqual({ kind: "span", asset: "film", from: 2, to: 8 });
    const again = await mark({ of: { kind: "piece", asset: made.body["asset"] }, markIn: 1, markOut: 2 });
    expect(await sourceOf(again)).toEqual({ kind: "span", asset: "film", from: 3, to: 4 });
    const deletion = await station.send("DELETE", routes.piece("film"), undefined, producers);
    expect(deletion).toMatchObject({ status: 409 });
    expect(deletion.text).toContain("is a span of it");
  });

  it("of the channel is whatever aired then, and nothing else", async () => {
    const start = await airShow();
    station.later(6_000);
    const of = { kind: "channel", channel: "main" };
    const made = await mark({ of, markIn: start + 9, markOut: start + 15 });
    expect(made).toMatchObject({ status: 201, body: { durationSeconds: 6 } });
    expect(await sourceOf(made)).toMatchObject({ spans: [{ from: start + 9, to: start + 15 }] });
  });

  it("is refused with the field and the cure when there is no such span", async () => {
    const start = await airShow();
    await station.pass(60_000);
    const main = { kind: "channel", channel: "main" };
    const show = { kind: "airing", airing: "show" };
    const now = station.nowSecond;
    const wrong: [object, number, string][] = [
      [{ of: show, markIn: 5, markOut: 5 }, 422, "body.markOut"],
      [{ of: show, markIn: 5, markOut: 31 }, 422, "body.markOut"],
      [{ of: { kind: "airing", airing: "other" }, markIn: 0, markOut: 5 }, 422, "body.of.airing"],
      [{ of: { kind: "piece", asset: "none" }, markIn: 0, markOut: 5 }, 422, "body.of.asset"],
      [
        { of: { kind: "channel", channel: "second" }, markIn: start, markOut: start + 5 },
        422,
        "body.of.channel",
      ],
      [{ of: main, markIn: start, markOut: now + 100 }, 422, "body.markOut"],
      [{ of: main, markIn: start - 90_000, markOut: start }, 422, "body.markIn"],
      [{ of: main, markIn: start + 36, markOut: start + 40 }, 422, "body.markIn"],
      [{ of: show, markIn: -1, markOut: 5 }, 400, "markIn"],
      [{ of: show, markIn: 0, markOut: 5, title: " " }, 400, "title"],
      [{ of: show, markIn: 0, markOut: 5, asset: "No" }, 400, "asset"],
      [{ of: show, markIn: 0, markOut: 5, asset: "spans" }, 400, "asset"],
      [{ of: show, markIn: 0, markOut: 5, asset: "aired-show" }, 409, "body.asset"],
    ];
    for (const [order, status, field] of wrong) {
      const answer = await mark(order);
      expect(answer.status, `${JSON.stringify(order)} ${answer.text}`).toBe(status);
      expect(answer.body, JSON.stringify(order)).toMatchObject({ error: { field } });
    }
    expect((await station.send("POST", routes.pieceSpans, "{}", {})).status).toBe(401);
  });
});

describe("a segment that the entry of a recording marks", () => {
  const best = (over: object) => ({ title: "The best", asset: "best", ofEvent: link("show"), ...over });
  const piece = async (): Promise<Piece | undefined> =>
    Library.parse((await station.get(routes.library, producers)).body).assets.find(
      ({ asset }) => asset === "best",
    );

  it("is a piece under the entry's name as soon as it aired, and is made anew when its marks change", async () => {
    // It is marked before its show has aired.
    const start = await publishShow();
    await station.publish(
      "rec",
      best({ markIn: "0:00:05", markOut: "0:00:15", favourite: true }),
      "recording",
    );
    await station.pass(1_000);
    expect(await piece()).toBeUndefined();
    await airShow(start);
    await station.pass(70_000);
    expect(await piece()).toMatchObject({
      title: "The best",
      durationSeconds: 10,
      favourite: true,
      sourceKind: "past",
    });
    await station.publish("rec", best({ markIn: "0:08", favourite: true }), "recording");
    await station.pass(1_000);
    expect(await piece()).toMatchObject({ durationSeconds: 22, favourite: true });
  });

  it("stays as it is while it is planned, and the answer says so; then its new marks count", async () => {
    await airShow();
    await station.pass(70_000);
    await station.publish("rec", best({ markIn: "0:00:05", markOut: "0:00:15" }), "recording");
    await station.pass(1_000);
    const event = station.live(600, { title: "Again", slug: "again", kind: "film", recording: link("rec") });
    await station.publish("again", event);
    await station.pass(1_100);
    const answer = await station.publish("rec", best({ markIn: "0:00:05", markOut: "0:00:12" }), "recording");
    expect(answer.text).toContain("Again plans it");
    await station.pass(60_000);
    expect(await piece()).toMatchObject({ durationSeconds: 10 });
    expect((await station.get(routes.events, producers)).text).toContain(
      "The marks of The best have changed",
    );
    await station.unpublish("again");
    await station.pass(61_000);
    expect(await piece()).toMatchObject({ durationSeconds: 7 });
    expect((await station.get(routes.events, producers)).text).not.toContain("The marks of The best");
  });

  it("is refused with the field and the cure when its marks are wrong, and never replaces a file", async () => {
    await airShow();
    const wrong: [object, string][] = [
      [{ ofAsset: "film" }, "ofAsset"],
      [{ ofEvent: undefined, ofAsset: "best" }, "ofAsset"],
      [{ markIn: "0:10", markOut: "0:05" }, "markOut"],
    ];
    for (const [over, field] of wrong)
      expect((await station.publish("rec", best(over), "recording")).body, field).toMatchObject({
        error: { field, cure: expect.stringMatching(/.../) },
      });
    const { index, chunk } = film("best");
    await env.MEDIA.put(assetChunkKey("best", 0), chunk);
    await env.MEDIA.put(assetIndexKey("best"), JSON.stringify(index));
    await station.pass(70_000);
    await station.publish("rec", best({ markIn: "0:00:05" }), "recording");
    await station.pass(1_000);
    expect(await piece()).toMatchObject({ durationSeconds: 8, sourceKind: "file" });
    expect((await station.get(routes.events, producers)).text).toContain("best is another piece");
  });
});
