import { spawnSync } from "node:child_process";
import type { Parameters } from "@nonstop/media/parameters";
import type { RoomNews } from "@nonstop/contract/room";
import { HOUSE_FORMATS } from "@nonstop/contract/house-format";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { LiveRoom, WITHOUT_KEY } from "../src/room/live-room.ts";
import { makeTags, pushPlan, type Tag } from "./flv-push.ts";
import { keyFor, openStation, type TestStation } from "./station.ts";

const TONE = "aevalsrc='0.5*sin(2*PI*440*t)'";
const RED = "color=red:s=640x360:r=30,format=yuv420p";
let station: TestStation;
let mono: Tag[];
let stereo: Tag[];
beforeAll(async () => {
  station = await openStation();
  // With a chroma location that is not the house's, as GStreamer's.
  const make = (rate: number, layout: string): Promise<Tag[]> =>
    makeTags(
      `-f lavfi -i ${RED} -f lavfi -i ${TONE}:s=${rate}:c=${layout} -t 6 -g 30 -chroma_sample_location center`,
    );
  [mono, stereo] = await Promise.all([make(44_100, "mono"), make(48_000, "stereo")]);
});
afterAll(() => station.close());

const ofType = (tags: readonly Tag[], type: number): Tag[] => tags.filter((tag) => tag.type === type);

/** The colour of a second's first picture, by a player that takes it for BT.709, as it says. */
async function colourOf(room: string, second: number): Promise<number[]> {
  const init = await (await station.get(`/rooms/${room}/v360/init.mp4`)).arrayBuffer();
  const fragment = (await station.second(room, second)).get("v360")!;
  const options =
    "-v error -i pipe:0 -frames:v 1 -vf scale=in_color_matrix=auto,format=rgb24,crop=1:1 -f rawvideo pipe:1";
  const player = spawnSync(process.env["FFMPEG"] ?? "ffmpeg", options.split(" "), {
    input: Buffer.concat([Buffer.from(init), fragment]),
  });
  return [...player.stdout];
}

describe("a publisher whose sound changes in mid-connection", () => {
  it("is heard again, mono as loud as stereo, in its own colours", async () => {
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
    // ffmpeg makes untagged pictures with the matrix of standard definition.
    const [red = 0, green = 255, blue = 255] = await colourOf("share", [...peaks.keys()].at(-1)!);
    expect(red).toBeGreaterThan(245);
    expect(Math.max(green, blue)).toBeLessThan(8);
    client.socket.destroy();
    await listening;
    const restarts = station.logged.filter((l) => l.event === "room-restart").map((l) => l.fields["reason"]);
    expect(restarts).toEqual(["new-audio-header"]);
    const seconds = [...peaks.keys()];
    // It goes on behind the change.
    expect(seconds.at(-1)! - seconds[0]!).toBeGreaterThan(at / 1000 + 1);
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
    const sink = room.attach(() => {}, WITHOUT_KEY);
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
