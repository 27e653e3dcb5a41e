import { it, type TestContext } from "vitest";
import { secondOf } from "@nonstop/contract/time";
import type { RoomNews } from "@nonstop/contract/room";
import { checkFragments } from "@nonstop/media/house-check";
import { type HlsSource, openHlsSource } from "./hls-source.ts";
import { openStation, type TestStation } from "./station.ts";

const ROOM = "r-show";

/** A station with a source of its own: the tests wait for sources more than they work, so they do it side by side. */
class Pulling {
  readonly station: TestStation;
  readonly source: HlsSource;

  private constructor(station: TestStation, source: HlsSource) {
    this.station = station;
    this.source = source;
  }

  static async open(onTestFinished: TestContext["onTestFinished"]): Promise<Pulling> {
    const source = await openHlsSource();
    onTestFinished(() => source.close());
    const station = await openStation({ limits: { pull: { stalledMs: 3_000, maxBackOffMs: 2_000 } } });
    onTestFinished(() => station.close());
    return new Pulling(station, source);
  }

  pull(url = this.source.url, over: { isInput?: true } = {}): void {
    const now = secondOf(Date.now());
    this.station.edge.pulls = [{ room: ROOM, url, from: now - 1, to: now + 600, ...over }];
  }

  /** Seconds that were offered as a break of the source. */
  readonly breaks = new Set<number>();

  /** The next `count` seconds the room offers. */
  async seconds(count: number): Promise<number[]> {
    const found: number[] = [];
    await this.station.event("/events", (event) => {
      if (event.kind === "second" && event.room === ROOM) {
        found.push(event.second);
        if (event.isBreak === true) this.breaks.add(event.second);
      }
      return found.length >= count;
    });
    return found;
  }

  async complaint(about: RegExp): Promise<void> {
    const complains = (event: RoomNews): boolean =>
      event.kind === "room" && event.status.room === ROOM && about.test(event.status.problem ?? "");
    await this.station.event("/events", complains);
  }
}

it.concurrent("offers whole seconds of a live source on the lattice, and begins with the new when it comes back", async ({
  expect,
  onTestFinished,
}) => {
  const pulling = await Pulling.open(onTestFinished);
  const { station, source } = pulling;
  source.start();
  pulling.pull();
  const found = await pulling.seconds(4);
  expect(found).toEqual([0, 1, 2, 3].map((i) => found[0]! + i));
  for (const second of found) {
    const parts = await station.second(ROOM, second);
    expect(checkFragments(Object.fromEntries(parts), second, ["v360"])).toEqual({ kind: "ok" });
  }
  expect(await station.status(ROOM)).toMatchObject({ source: { width: 640 } });

  source.kill();
  await pulling.complaint(/nothing new/);
  const last = (await station.status(ROOM)).newestSecond ?? 0;
  const segments = new Set(source.asked.filter((path) => path.endsWith(".ts")));
  expect(pulling.breaks.size).toBe(0);
  // It is in a break when it comes back, by its cues.
  source.edit = (playlist) => playlist.replaceAll(/^#EXTINF/gm, "#EXT-X-CUE-OUT-CONT:1/60\n#EXTINF");
  source.start();
  const again = await pulling.seconds(3);
  expect([...pulling.breaks]).toEqual(again);
  expect(again[0]).toBeGreaterThan(last + 1);
  expect((await station.status(ROOM)).problem).toBeUndefined();
  // What was aired before the loss is not aired again.
  const fresh = source.asked.slice(source.asked.lastIndexOf([...segments].at(-1) ?? "") + 1);
  expect(fresh.some((path) => path.endsWith(".ts"))).toBe(true);
  expect(fresh.filter((path) => segments.has(path))).toEqual([]);

  station.edge.pulls = [];
  await station.event("/events", (event) => event.kind === "room" && event.status.state === "waiting");
  expect(JSON.stringify(station.logged)).not.toContain("source-secret");
});

it.concurrent("waits for a live input without a word until somebody sends to it, and reads on when its token is renewed", async ({
  expect,
  onTestFinished,
}) => {
  const pulling = await Pulling.open(onTestFinished);
  const { station, source } = pulling;
  pulling.pull(source.withToken(1), { isInput: true });
  await station.event("/events", (event) => event.kind === "room" && event.status.room === ROOM);
  await until(() => source.asked.length > 1);
  expect(await station.status(ROOM)).toMatchObject({ state: "waiting" });
  expect((await station.status(ROOM)).problem).toBeUndefined();
  source.start();
  const first = await pulling.seconds(2);
  const readers = (): number => station.logged.filter(({ event }) => event === "pull").length;
  const before = readers();
  pulling.pull(source.withToken(2), { isInput: true });
  await until(() => source.asked.some((path) => path.startsWith("/token-2/")));
  // What the reader has learnt names the token that ends now.
  source.answer = (path, response) => {
    if (!path.startsWith("/token-1/")) return false;
    response.writeHead(401).end();
    return true;
  };
  const more = await pulling.seconds(3);
  expect(more.at(-1)).toBeGreaterThan(first.at(-1) ?? 0);
  expect(readers()).toBe(before);

  source.kill();
  await station.event("/events", (event) => event.kind === "room" && event.status.state === "waiting");
  expect((await station.status(ROOM)).problem).toBeUndefined();
  source.answer = (_path, response) => {
    response.writeHead(401).end();
    return true;
  };
  await pulling.complaint(/refuses us \(401\)/);
});

/** Waits for something that nobody tells. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
}

it.concurrent("says in words what is wrong with a source, without its address", async ({
  expect,
  onTestFinished,
}) => {
  const pulling = await Pulling.open(onTestFinished);
  const { station, source } = pulling;
  pulling.pull();
  await pulling.complaint(/nothing at its address \(404\)/);
  source.answer = (_path, response) => {
    response.writeHead(403).end();
    return true;
  };
  await pulling.complaint(/refuses us \(403\)/);
  source.answer = (_path, response) => {
    response.end("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n0.ts\n#EXT-X-ENDLIST\n");
    return true;
  };
  await pulling.complaint(/it is over, or a recording/);
  const status = JSON.stringify(await station.status(ROOM));
  expect(status).not.toContain("127.0.0.1");
  expect(JSON.stringify(station.logged)).not.toMatch(/source-secret|m3u8/);
  // What was wrong with a source that nobody wants any more is not wrong with the room.
  station.edge.pulls = [];
  await station.event(
    "/events",
    (e) => e.kind === "room" && e.status.room === ROOM && e.status.problem === undefined,
  );
});

it.concurrent("airs a source whose sound is not AAC and whose segments have odd names, and complains of pictures that are not H.264", async ({
  onTestFinished,
}) => {
  const pulling = await Pulling.open(onTestFinished);
  const { source } = pulling;
  source.isOdd = true;
  source.start("-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30 -c:a ac3");
  pulling.pull();
  await pulling.seconds(2);
  source.kill();
  const other = await openHlsSource();
  onTestFinished(() => other.close());
  other.start("-c:v mpeg2video -g 30 -c:a aac");
  pulling.pull(other.url);
  await pulling.complaint(/which cannot be aired. Set it to H.264/);
});
