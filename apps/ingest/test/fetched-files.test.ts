import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { ConformJob, isOver } from "@nonstop/contract/conform";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { airedFrom, conformAt, greysOf, makeFile, peakOf } from "./pieces.ts";
import { openStation, type TestStation } from "./station.ts";

const START = 1_800_000_003;
const LIMITS = { fetchPausesMs: [1, 1], maxFileBytes: 5_000_000, offAirLookMs: 100 };
let station: TestStation;
/** A dark clip of three seconds with sound, and a bright one of another size without. */
let dark: Uint8Array<ArrayBuffer>;
let bright: Uint8Array<ArrayBuffer>;
const hosts: FileHost[] = [];

beforeAll(async () => {
  station = await openStation({ limits: LIMITS });
  const encode = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
  const clip = (name: string, options: string): Promise<Uint8Array<ArrayBuffer>> =>
    makeFile(station, name, `${options} ${encode}`.split(" "));
  dark = await clip(
    "dark.mp4",
    "-f lavfi -i color=c=0x303030:s=320x180:r=25 -f lavfi -i sine=500 -t 3 -c:a aac",
  );
  bright = await clip("bright.mp4", "-f lavfi -i color=c=0xd0d0d0:s=160x120:r=30 -t 3");
});
beforeEach(() => {
  station.edge.stored.clear();
  station.edge.told.length = 0;
});
afterAll(async () => {
  for (const host of hosts) host.close();
  await station.close();
});

/** A host of one file, with faults. */
class FileHost {
  readonly asked: IncomingHttpHeaders[] = [];
  /** Where each answer leaves off, in bytes; the last one comes whole. */
  cuts: (number | "hang")[] = [];
  etag = '"one"';
  /** Runs before it leaves off. */
  onCut: () => void = () => {};
  file = new Uint8Array(0);
  bearer: string | undefined;
  /** Where it sends whoever asks. */
  location: string | undefined;
  readonly #server: Server;
  url = "";

  constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
    hosts.push(this);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.asked.push(request.headers);
    const { authorization, range } = request.headers;
    if (this.bearer !== undefined && authorization !== `Bearer ${this.bearer}`) {
      response.writeHead(401).end();
      return;
    }
    if (this.location !== undefined) {
      response.writeHead(302, { location: this.location }).end();
      return;
    }
    const isSame = [undefined, this.etag].includes(request.headers["if-range"]?.toString());
    const from = isSame ? Number(/\d+/.exec(range ?? "")?.[0] ?? 0) : 0;
    const rest = this.file.subarray(from);
    const headers = { etag: this.etag, "content-length": rest.length };
    const ofRest = { "content-range": `bytes ${from}-${this.file.length - 1}/${this.file.length}` };
    response.writeHead(from > 0 ? 206 : 200, from > 0 ? { ...headers, ...ofRest } : headers);
    const cut = this.cuts.shift();
    if (cut === undefined) {
      response.end(rest);
      return;
    }
    response.write(rest.subarray(0, cut === "hang" ? 1000 : cut), () => {
      if (cut === "hang") return;
      this.onCut();
      response.destroy();
    });
  }

  static async open(file: Uint8Array<ArrayBuffer>): Promise<FileHost> {
    const host = new FileHost();
    host.file = file;
    await new Promise<void>((resolve) => host.#server.listen(0, "127.0.0.1", resolve));
    const address = host.#server.address();
    host.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    return host;
  }

  get ranges(): (string | undefined)[] {
    return this.asked.map(({ range }) => range);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function ordered(asset: string, order: object, at = station): Promise<ConformJob> {
  const body = { source: `test-${asset}`, title: "A piece", ...order };
  const answer = await at.post(`/library/${asset}`, body);
  expect(answer.status).toBe(202);
  return ConformJob.parse(await answer.json());
}

const done = async (asset: string, order: object, at = station): Promise<ConformJob> =>
  at.untilDone((await ordered(asset, order, at)).job);

/** The middle of each second's first picture: dark is below 100, bright above. */
async function secondsOf(asset: string): Promise<{ bright: boolean[]; peak: number }> {
  const { video, audio } = airedFrom(station, asset, START);
  const greys = await greysOf(video);
  const seconds = greys.filter((_, i) => i % 30 === 15);
  return { bright: seconds.map(([, middle]) => middle > 100), peak: await peakOf(audio) };
}

describe("a file on its way", () => {
  it("is gone on with where its line broke, as often as it breaks", async () => {
    const host = await FileHost.open(bright);
    host.cuts = [700, 600, 500, 400, 300];
    expect(await done("cut", { url: host.url })).toMatchObject({
      state: "ready",
      bytes: { arrived: bright.length, all: bright.length },
    });
    const ranges = [undefined, ...[700, 1300, 1800, 2200, 2500].map((from) => `bytes=${from}-`)];
    expect(host.ranges).toEqual(ranges);
  });

  it("is begun anew when it is another file by then", async () => {
    const host = await FileHost.open(dark);
    host.cuts = [800];
    host.onCut = () => {
      host.etag = '"two"';
      host.file = bright;
    };
    expect(await done("changed", { url: host.url })).toMatchObject({ state: "ready" });
    expect(host.ranges).toEqual([undefined, "bytes=800-"]);
    expect((await secondsOf("changed")).bright).toEqual([true, true, true]);
  });

  it("is gone on with by an ingest that was started anew", async () => {
    const host = await FileHost.open(bright);
    host.cuts = ["hang"];
    const before = await openStation({ limits: LIMITS });
    await ordered("later", { url: `${host.url}/?token=1` }, before);
    await expect
      .poll(async () => JSON.stringify(await (await before.get("/conform")).json()))
      .toContain('"arrived":1000');
    await before.ingest.close();
    const after = await openStation({ limits: LIMITS, folder: before.folder });
    const job = await done("later", { url: `${host.url}/?token=2` }, after);
    expect([job.state, host.ranges]).toEqual(["ready", [undefined, "bytes=1000-"]]);
    await before.edge.close();
    await after.close();
  });

  it("is none when it has another size than its source says", async () => {
    const host = await FileHost.open(bright);
    const files = [{ url: host.url, bytes: bright.length + 1 }];
    expect(await done("odd", { files })).toMatchObject({
      state: "failed",
      mayPass: true,
      problem: `odd: it has ${bright.length} bytes, and should have ${bright.length + 1}`,
    });
  });

  it("shows its bearer to the host it is for, and to nobody whom that leads to", async () => {
    const stranger = await FileHost.open(bright);
    const host = await FileHost.open(bright);
    host.bearer = "s3cr3t";
    host.location = stranger.url;
    expect(await done("secret", { url: host.url, bearer: "s3cr3t" })).toMatchObject({ state: "ready" });
    expect(host.asked.map(({ authorization }) => authorization)).toEqual(["Bearer s3cr3t"]);
    expect(stranger.asked.map(({ authorization }) => authorization)).toEqual([undefined]);
    expect(JSON.stringify(station.logged)).not.toContain("s3cr3t");
  });

  it("is given up when nobody wants it any more", async () => {
    const host = await FileHost.open(bright);
    host.cuts = ["hang"];
    const { job } = await ordered("unwanted", { url: host.url });
    await expect.poll(() => host.asked.length).toBe(1);
    const answer = await station.delete(`/conform/${job}`);
    expect(await answer.json()).toMatchObject({ state: "failed", problem: "it was given up" });
    expect(isOver(await station.untilDone(job))).toBe(true);
    expect((await station.delete("/conform/none")).status).toBe(404);
  });

  it("may wait in the station's own bucket", async () => {
    station.edge.objects.set("uploads/a b", bright);
    expect(await done("uploaded", { files: [{ object: "uploads/a b" }] })).toMatchObject({ state: "ready" });
  });
});

describe("a piece", () => {
  it("is joined of several files, of which parts are shown", async () => {
    const [first, second] = [await FileHost.open(dark), await FileHost.open(bright)];
    const files = [
      { url: first.url, from: 1, to: 3 },
      { url: second.url, from: 0.5, to: 1.5 },
      { url: first.url, to: 1 },
    ];
    expect(await done("joined", { files })).toMatchObject({ state: "ready", durationSeconds: 4 });
    const { bright: shown, peak } = await secondsOf("joined");
    expect(shown).toEqual([false, false, true, false]);
    expect(peak).toBeGreaterThan(0.05);
  });

  it("is made of a file once: the same under another name is the piece that there is", async () => {
    const first = await conformAt(station, "first", dark);
    expect(first).toMatchObject({ state: "ready", digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const host = await FileHost.open(dark);
    expect(await done("second", { url: host.url })).toMatchObject({
      state: "duplicate",
      duplicateOf: "first",
    });
    expect([...station.edge.stored.keys()].filter((key) => key.startsWith("second"))).toEqual([]);
  });

  it("gets other media under its name, in a folder of their own, and not while it is on air", async () => {
    await conformAt(station, "film", dark);
    const before = station.edge.stored.get("film/0.chunk");
    const host = await FileHost.open(bright);
    station.edge.onAir.add("film");
    const { job } = await ordered("film", { url: host.url, replace: true });
    await expect
      .poll(() => station.logged.some(({ event }) => event === "conform-waits"), { timeout: 30_000 })
      .toBe(true);
    expect((await secondsOf("film")).bright).toEqual([false, false, false]);
    station.edge.onAir.clear();
    expect(await station.untilDone(job)).toMatchObject({ state: "ready" });
    expect(airedFrom(station, "film", START).index.source).toMatchObject({ kind: "chunks" });
    expect((await secondsOf("film")).bright).toEqual([true, true, true]);
    expect(station.edge.stored.get("film/0.chunk")).toBe(before);
  });
});
