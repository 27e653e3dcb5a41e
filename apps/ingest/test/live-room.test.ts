import { checkFragments } from "@nonstop/media/house-check";
import { secondOf } from "@nonstop/contract/time";
import { type RoomNews, RoomReadings, type RoomStatus } from "@nonstop/contract/room";
import { routes } from "@nonstop/contract/routes";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { media, message, RtmpClient } from "./rtmp-client.ts";
import { decodeErrors, endPublishers, keyFor, openStation, publish, type TestStation } from "./station.ts";

let station: TestStation;
beforeAll(async () => {
  station = await openStation();
});
afterEach(() => endPublishers());
afterAll(() => station.close());

/** Waits for `count` seconds of a room; their numbers. */
async function seconds(room: string, count: number): Promise<number[]> {
  const found: number[] = [];
  await station.event("/events", (event) => {
    if (event.kind === "second" && event.room === room) found.push(event.second);
    return found.length >= count;
  });
  return found;
}

async function roomState(room: string, state: RoomStatus["state"]): Promise<RoomStatus> {
  const event = await station.event(
    "/events",
    (e) => e.kind === "room" && e.status.room === room && e.status.state === state,
  );
  if (event.kind !== "room") throw new Error("not a room event");
  return event.status;
}

const bytes = async (path: string): Promise<Uint8Array> => {
  const answer = await station.get(path);
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
};

describe("a live room", () => {
  it("offers whole seconds on the lattice, as bundles and as plain HLS", async () => {
    publish(station.publishUrl("studio"));
    const found = await seconds("studio", 4);
    expect(found).toEqual([0, 1, 2, 3].map((i) => found[0]! + i));
    // Unix seconds, as far as a busy machine lets one see.
    expect(Math.abs(found[3]! - Date.now() / 1000)).toBeLessThan(60);
    for (const second of found) {
      const parts = await station.second("studio", second);
      expect(checkFragments(Object.fromEntries(parts), second, ["v360"])).toEqual({ kind: "ok" });
    }
    const status = await station.status("studio");
    expect(status).toMatchObject({ state: "live", source: { width: 640, height: 360 } });
    expect(status.peakDbfs).toBeLessThan(-10);
    const measured = RoomReadings.parse(await (await station.get(routes.roomReadings("studio"))).json());
    expect(measured.status.source?.picturesPerSecond).toBeCloseTo(30, 0);
    expect(measured.readings.map(({ second }) => second)).toEqual(expect.arrayContaining(found));
    expect(measured.readings.at(-1)).toMatchObject({ peakDbfs: expect.any(Number) });
    // There is too little of it yet for an echo.
    expect(await (await station.get(routes.roomEcho("studio"))).json()).toEqual({ measuredSeconds: 0 });

    const master = new TextDecoder().decode(await bytes("/rooms/studio/index.m3u8"));
    expect(master).toContain("v360/index.m3u8");
    for (const rendition of ["v360", "audio"]) {
      const playlist = new TextDecoder().decode(await bytes(`/rooms/studio/${rendition}/index.m3u8`));
      const names = playlist.split("\n").filter((line) => line.endsWith(".m4s"));
      expect(names.length).toBeGreaterThanOrEqual(4);
      const files = [
        `/rooms/studio/${rendition}/init.mp4`,
        ...names.map((name) => `/rooms/studio/${rendition}/${name}`),
      ];
      expect(await decodeErrors(Buffer.concat(await Promise.all(files.map(bytes))))).toBe("");
    }
  });

  it("names what there is when asked for what there is not", async () => {
    const room = await station.get("/rooms/nowhere");
    expect(room.status).toBe(404);
    expect(await room.json()).toMatchObject({
      error: { code: "unknown-room", cure: expect.stringContaining("studio") },
    });
    const second = await station.get("/rooms/studio/1000");
    expect(second.status).toBe(404);
    expect(await second.json()).toMatchObject({ error: { code: "no-such-second" } });
    expect((await fetch(`http://127.0.0.1:${station.ingest.port}/rooms`)).status).toBe(401);
    const metrics = await (await fetch(`http://127.0.0.1:${station.ingest.port}/metrics`)).text();
    expect(metrics).toMatch(/nonstop_ingest_seconds_offered_total [1-9]/);
  });

  it("goes to the newest publisher, beside another room that lacks its sound", async () => {
    const first = publish(station.publishUrl("one"));
    publish(station.publishUrl("two"), { audio: false, rate: 25 });
    await Promise.all([seconds("one", 1), seconds("two", 2)]);
    expect((await station.second("two", (await station.status("two")).newestSecond!)).has("audio")).toBe(
      true,
    );

    // The newest publisher wins.
    const connecting = roomState("one", "connecting");
    const second = publish(station.publishUrl("one"));
    await connecting;
    await new Promise((resolve) => first.once("exit", resolve));
    await roomState("one", "live");
    expect(second.exitCode).toBeNull();

    // But not one whose key runs out before that of the publisher there: it is an older key.
    const earlier = new RtmpClient(station.ingest.rtmpPort);
    await earlier.connect();
    earlier.publish(keyFor("one", secondOf(Date.now()) + 60));
    await earlier.closed;
    expect(earlier.text).toContain("a newer one is in this room");
    expect(second.exitCode).toBeNull();

    const waiting = roomState("one", "waiting");
    endPublishers();
    await waiting;
  });

  it("fits the house whatever the source: another raster and rate, or sound alone", async () => {
    publish(station.publishUrl("small"), { video: "testsrc2=s=320x240:r=25", audio: "sine=440:r=48000" });
    publish(station.publishUrl("radio"), { video: "" });
    // In time to be aired: a stand-in for the missing track must not hold back the one that is there.
    const inTime = (room: string): Promise<RoomNews> =>
      station.event(
        "/events",
        (e) => e.kind === "second" && e.room === room && e.offeredAtMs < (e.second + 2) * 1000,
      );
    await Promise.all([inTime("small"), inTime("radio")]);
    for (const room of ["small", "radio"]) {
      const status = await station.status(room);
      expect(status.state).toBe("live");
      const second = status.newestSecond ?? 0;
      const parts = await station.second(room, second);
      expect(checkFragments(Object.fromEntries(parts), second, ["v360"])).toEqual({ kind: "ok" });
    }
  });

  it("tells what is wrong with a second, and since when", async () => {
    publish(station.publishUrl("dark"), { video: "color=black:s=640x360:r=30", audio: "anullsrc=r=44100" });
    const troubled: number[] = [];
    await station.event("/events", (e) => {
      if (e.kind !== "second" || e.room !== "dark") return false;
      if (e.troubles?.join() === "black,frozen,silent") troubled.push(e.second);
      return troubled.length >= 3;
    });
    const { black, silent } = (await station.status("dark")).troubles ?? {};
    expect(silent?.at(-1)?.[0]).toBeLessThanOrEqual(troubled[0]!);
    expect(black?.at(-1)?.[1]).toBeGreaterThan(troubled[2]!);
    // Bright enough not to be taken for black: what stands in for the picture of a room that sends sound alone.
    const radio = (await station.status("radio")).troubles;
    expect(Object.keys(radio ?? {})).toEqual(["frozen"]);
  });

  it("keeps out a publisher with a wrong key and says so without the key", async () => {
    const wrong = station.publishUrl("studio").replace(/.{4}$/, "AAAA");
    const refused = publish(wrong);
    await new Promise((resolve) => refused.once("exit", resolve));
    const lines = station.logged.map((line) => JSON.stringify(line)).join("\n");
    expect(lines).toContain("stream key not signed by this station");
    expect(lines).not.toContain(wrong.split("/").at(-1)!);
  });

  it("ends a publisher when its key runs out", async () => {
    const client = new RtmpClient(station.ingest.rtmpPort);
    await client.connect();
    client.publish(keyFor("brief", secondOf(Date.now()) + 2));
    await client.closed;
    expect(station.logged).toContainEqual({
      event: "room-left",
      fields: { room: "brief", reason: "stream key expired" },
    });
  });

  it.each([
    ["Opus", 8, Buffer.concat([Buffer.from([0x90]), Buffer.from("Opus"), Buffer.alloc(19)])],
    ["AV1", 9, Buffer.concat([Buffer.from([0x90]), Buffer.from("av01"), Buffer.alloc(4)])],
    ["H.265 (HEVC)", 9, Buffer.concat([Buffer.from([0x1c, 0, 0, 0, 0]), Buffer.alloc(30)])],
  ])("says what to send instead of %s, until the sender is gone", async (codec, type, body) => {
    const room = `other-${type}-${body.length}`;
    const client = new RtmpClient(station.ingest.rtmpPort);
    await client.connect();
    const refused = roomState(room, "refused");
    client.publish(keyFor(room));
    client.send(message(type, body, { chunkStream: 5, streamId: 1 }));
    expect((await refused).problem).toBe(
      `The sender sends ${codec}, which cannot be aired. Set the encoder to H.264 and AAC.`,
    );
    const waiting = roomState(room, "waiting");
    client.socket.destroy();
    expect((await waiting).problem).toBeUndefined();
  });

  it("outlives garbage in a room with a valid key", async () => {
    const client = new RtmpClient(station.ingest.rtmpPort);
    await client.connect();
    client.publish(station.publishUrl("garbage").split("/").at(-1));
    const timer = setInterval(() => {
      const timestamp = Math.floor(performance.now());
      client.send(message(9, media.videoHeader, { chunkStream: 5, streamId: 1, timestamp }));
      client.send(message(9, media.keyframe, { chunkStream: 5, streamId: 1, timestamp, chunkSize: 128 }));
      client.send(message(8, media.sound, { chunkStream: 6, streamId: 1, timestamp }));
    }, 33);
    onTestFinished(() => {
      clearInterval(timer);
      client.socket.destroy();
    });
    await station.event("/events", (e) => e.kind === "room" && e.status.room === "garbage");
    publish(station.publishUrl("good"));
    await seconds("good", 2);
    expect((await station.status("garbage")).offered).toEqual([]);
  });
});
