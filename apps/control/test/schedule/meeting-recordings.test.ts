import { assetIndexKey, assetWordsKey } from "@nonstop/contract/media-keys";
import { ImportsAnswer } from "@nonstop/contract/imports";
import { routes } from "@nonstop/contract/routes";
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { film } from "../film.ts";
import { type Answer, Station } from "./station.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const UUID = "/odd//uuid==";
const PIECE = "aired-ev1";
const TOKEN = "webhook.t0k3n";

let station: Station;
/** When the show starts, in Unix seconds. */
let start: number;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

/** A show of an hour, which is over; what aired of it from ten seconds after its start is a piece. */
async function aired(over: Record<string, unknown> = { useZoomRecording: true }): Promise<void> {
  start = station.nowSecond + 60;
  await station.publish("ev1", station.live(60, over));
  await station.calm();
  await station.pass(HOUR_MS + 2 * MINUTE_MS);
  const source = {
    kind: "past" as const,
    channel: "main",
    version: "360p-00000000",
    spans: [{ from: start + 10, to: start + 3600 }],
  };
  const index = { ...film(PIECE).index, durationSeconds: 3590, chunkCount: 225, source };
  await env.MEDIA.put(assetIndexKey(PIECE), JSON.stringify(index));
  const stub = env.SCHEDULES.getByName("station");
  await runInDurableObject(stub, (_schedule, { storage }) => {
    const fact = JSON.stringify({ airing: "ev1" });
    storage.sql.exec(`INSERT OR REPLACE INTO piece_fact VALUES (?, ?)`, PIECE, fact);
  });
  await stub.assetReady(index);
  await station.calm();
}

type Part = { from: number; to: number; type?: string; name?: string; kind?: string };

/** A recording as Zoom tells of it; times are seconds from the start of the show. */
function recorded(parts: Part[], more: object = {}): object {
  const at = (second: number): string => new Date((start + second) * 1000).toISOString();
  return {
    id: Number(station.zoom.only.id),
    uuid: UUID,
    topic: "x",
    recording_files: parts.map(({ from, to, type = "active_speaker", name = `${from}`, kind = "MP4" }) => ({
      id: name,
      recording_start: at(from),
      recording_end: at(to),
      file_type: kind,
      file_size: 1000,
      download_url: `http://zoom.test/rec/download/${name}`,
      status: "completed",
      recording_type: type,
    })),
    ...more,
  };
}

const tell = (object: object, event = "recording.completed"): Promise<Answer> =>
  station.zoomHook(event, { account_id: "a", object }, { beside: { download_token: TOKEN } });

const orders = (): {
  files: string[];
  bearer: string | undefined;
  asset: string;
  replace: boolean | undefined;
}[] =>
  station.ingest.orders.map(({ asset, replace, bearer, files = [] }) => ({
    asset,
    replace,
    bearer,
    files: files.map(({ url, from = "", to = "" }) => `${url?.split("/").at(-1)} ${from}-${to}`),
  }));

describe("Zoom's recording of a show that wishes for it", () => {
  it("replaces what aired: the best view, cut to the show, joined where it was paused", async () => {
    await aired();
    const parts = [
      { from: 1800, to: 4000, name: "b" },
      { from: -300, to: 1500, name: "a" },
      { from: -300, to: 4000, type: "gallery_view", name: "gallery" },
      { from: -300, to: 4000, type: "audio_only", kind: "M4A", name: "sound" },
    ];
    expect(await tell(recorded(parts))).toMatchObject({ status: 200, body: { status: "accepted" } });
    expect(await tell(recorded(parts))).toMatchObject({ body: { status: "duplicate" } });
    await station.calm();
    expect(orders()).toEqual([{ asset: PIECE, replace: true, bearer: TOKEN, files: ["a 310-", "b -1800"] }]);
    station.ingest.newest({ state: "ready" });
    await station.pass(2 * MINUTE_MS);
    expect(orders()).toHaveLength(1);
    const told = await station.get(routes.imports, { authorization: `Bearer ${env.PRODUCER_TOKEN}` });
    expect(ImportsAnswer.parse(told.body).imports).toMatchObject([{ from: "meeting", state: "ready" }]);
    expect(JSON.stringify([told.text, station.logged, await station.kv()])).not.toContain(TOKEN);
  });

  it("is not fetched without the wish, of another time, or of a meeting that is none of ours", async () => {
    await aired({});
    expect(await tell(recorded([{ from: 0, to: 3600 }]))).toMatchObject({ body: { status: "accepted" } });
    const before = recorded([{ from: -86_400, to: -82_000 }], { uuid: "other" });
    expect(await tell(before)).toMatchObject({ body: { status: "ignored" } });
    const foreign = recorded([{ from: 0, to: 3600 }], { id: 99_999_999_999 });
    expect(await tell(foreign)).toMatchObject({ body: { status: "ignored" } });
    expect(await tell({ id: 1 })).toMatchObject({ body: { status: "ignored" } });
    expect(await tell({ uuid: UUID })).toMatchObject({ status: 400 });
    await station.pass(HOUR_MS);
    expect(orders()).toEqual([]);
  });

  it("is asked for again, by its uuid, when its token is over", async () => {
    await aired();
    await tell(recorded([{ from: 0, to: 3600, name: "a" }]));
    await station.calm();
    const asked: string[] = [];
    station.zoom.recordingAnswers = (path) => {
      asked.push(path);
      return { ...recorded([{ from: 0, to: 3600, name: "a2" }]), download_access_token: "api.t0k3n" };
    };
    station.ingest.newest({ state: "failed", problem: "the host it is at answers 401", mayPass: true });
    for (let i = 0; i < 4; i += 1) await station.pass(MINUTE_MS);
    expect(asked[0]).toContain(`/meetings/${encodeURIComponent(encodeURIComponent(UUID))}/recordings`);
    expect(orders().at(-1)).toEqual({
      asset: PIECE,
      replace: true,
      bearer: "api.t0k3n",
      files: ["a2 10-"],
    });
  });

  it("is found when its webhook was lost", async () => {
    await aired();
    station.zoom.recordingAnswers = () => ({
      ...recorded([{ from: 0, to: 3600, name: "a" }]),
      download_access_token: "api.t0k3n",
    });
    await station.pass(31 * MINUTE_MS);
    await station.pass(MINUTE_MS);
    expect(orders()).toMatchObject([{ asset: PIECE, bearer: "api.t0k3n", files: ["a 10-"] }]);
  });

  it("is fetched when its webhook comes while it is asked for", async () => {
    await aired();
    let isTold = false;
    const tellOnce = async (): Promise<void> => {
      if (station.zoom.requests.matching(/\/recordings/).length === 0) {
        station.zoom.beforeNextCall = tellOnce;
        return;
      }
      isTold = true;
      await tell(recorded([{ from: 0, to: 3600, name: "a" }]));
    };
    station.zoom.beforeNextCall = tellOnce;
    await station.pass(31 * MINUTE_MS);
    await station.pass(MINUTE_MS);
    expect(isTold).toBe(true);
    expect(orders()).toMatchObject([{ asset: PIECE, bearer: TOKEN, files: ["a 10-"] }]);
  });

  it("has its words stored beside the piece, moved with its pictures", async () => {
    await aired();
    await tell(recorded([{ from: 0, to: 3600, name: "a" }]));
    await station.calm();
    station.ingest.newest({ state: "ready" });
    await station.pass(2 * MINUTE_MS);
    station.zoom.words =
      "WEBVTT\n\n00:05.000 --> 00:06.000\nbefore the show\n\n00:12.000 --> 00:13.000\nOlá\n";
    const transcript = { from: 0, to: 3600, name: "t", kind: "TRANSCRIPT", type: "audio_transcript" };
    await tell(recorded([transcript]), "recording.transcript_completed");
    await station.pass(MINUTE_MS);
    const stored = await env.MEDIA.get(assetWordsKey(PIECE, "und"));
    expect(await stored?.text()).toBe("WEBVTT\n\n00:00:02.000 --> 00:00:03.000\nOlá\n");
    expect(stored?.customMetadata).toEqual({ revision: "1" });
    expect(orders()).toHaveLength(1);
  });
});
