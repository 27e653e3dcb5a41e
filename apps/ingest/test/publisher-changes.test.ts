import type { Parameters } from "@nonstop/media/parameters";
import type { RoomNews } from "@nonstop/contract/room";
import { HOUSE_FORMATS } from "@nonstop/contract/house-format";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { LiveRoom } from "../src/room/live-room.ts";
import { makeTags, pushPlan, type Tag } from "./flv-push.ts";
import { keyFor, openStation, type TestStation } from "./station.ts";

const TONE = "aevalsrc='0.5*sin(2*PI*440*t)'";
const RED = "color=red:s=640x360:r=30,format=yuv420p";
let station: TestStation;
let mono: Tag[];
let stereo: Tag[];
beforeAll(async () => {
  station = await openStation();
  const make = (rate: number, layout: string): Promise<Tag[]> =>
    makeTags(`-f lavfi -i ${RED} -f lavfi -i ${TONE}:s=${rate}:c=${layout} -t 6 -g 30`);
  [mono, stereo] = await Promise.all([make(44_100, "mono"), make(48_000, "stereo")]);
});
afterAll(() => station.close());

const ofType = (tags: readonly Tag[], type: number): Tag[] => tags.filter((tag) => tag.type === type);

describe("a publisher whose sound changes in mid-connection", () => {
  it("is heard again within two seconds, mono as loud as stereo", async () => {
    const at = 4_000;
    const sounds = [
      ...ofType(mono, 8).filter((tag) => tag.timestamp < at),
      ...ofType(stereo, 8).map((tag) => ({ ...tag, timestamp: tag.timestamp + at })),
    ];
    const pictures = [
      ...ofType(mono, 9).filter((tag) => tag.timestamp < at),
      ...ofType(mono, 9)
        .slice(1)
        .map((tag) => ({ ...tag, timestamp: tag.timestamp + at })),
    ];
    const plan = [...sounds, ...pictures]
      .sort((a, b) => a.timestamp - b.timestamp)
      .map((tag) => ({ sendAt: tag.timestamp, tag }));
    const peaks = new Map<number, number | undefined>();
    const listening = station.event("/events", (e) => {
      if (e.kind === "second" && e.room === "share") peaks.set(e.second, e.peakDbfs);
      return e.kind === "room" && e.status.room === "share" && e.status.state === "waiting";
    });
    const client = await pushPlan(station.ingest.rtmpPort, keyFor("share"), plan);
    client.socket.destroy();
    await listening;
    const restarts = station.logged.filter((l) => l.event === "room-restart").map((l) => l.fields["reason"]);
    expect(restarts).toEqual(["new-audio-header"]);
    const seconds = [...peaks.keys()];
    const gaps = seconds.slice(1).map((second, i) => second - seconds[i]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2);
    // Half of full scale, before and after. A cut in the sound may be louder, nothing is quieter.
    const levels = [...peaks.values()].map((peak) => peak ?? -Infinity);
    expect(Math.min(...levels.slice(0, 2))).toBeCloseTo(-6, 0);
    expect(Math.min(...levels.slice(-2))).toBeCloseTo(-6, 0);
    expect(Math.min(...levels)).toBeGreaterThan(-7);
  });
});

describe("a house that is learnt late", () => {
  it("is compared with a room that has begun, and takes back what does not fit", async () => {
    const news: RoomNews[] = [];
    let house: Parameters | undefined;
    const room = new LiveRoom("early", {
      ffmpeg: process.env["FFMPEG"] ?? "ffmpeg",
      format: HOUSE_FORMATS["360p"],
      nowMs: () => Date.now(),
      parameters: () => house,
      log: () => {},
      count: () => {},
      ready: () => {},
      emit: (told) => news.push(told),
    });
    const sink = room.attach(() => {}, Number.MAX_SAFE_INTEGER);
    onTestFinished(() => {
      sink.onClose("over");
      room.close();
    });
    const started = Date.now();
    const waiting = [...mono];
    await expect
      .poll(
        () => {
          room.tick();
          const due = waiting.findIndex((tag) => tag.timestamp > Date.now() - started);
          for (const tag of waiting.splice(0, due))
            sink.onMessage({
              kind: tag.type === 9 ? "video" : "audio",
              timestampMs: tag.timestamp,
              body: tag.body,
            });
          return news.some(({ kind }) => kind === "second");
        },
        { interval: 20, timeout: 60_000 },
      )
      .toBe(true);
    const own = room.parameters!;
    house = { ...own, audio: { asc: Uint8Array.from([0x12, 0x08]) } };
    room.tick();
    expect(room.status).toMatchObject({ state: "refused", offered: [] });
    expect(room.status.problem).toContain("audio: sample rate 48000 against 44100");
    sink.onClose("gone");
    expect(room.status.problem).toBeUndefined();
    expect(room.status.state).toBe("waiting");
  });
});
