import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secondOf } from "@nonstop/contract/time";
import { AssetChunkHeader } from "@nonstop/contract/asset";
import { ConformJob, isOver } from "@nonstop/contract/conform";
import { decodeBundle } from "@nonstop/contract/bundle";
import { HOUSE_FORMATS } from "@nonstop/contract/house-format";
import { RoomNews, RoomSecondHeader, RoomStatus } from "@nonstop/contract/room";
import { type Ingest, type IngestLimits, startIngest } from "../src/ingest.ts";
import { makeStreamKey } from "../src/rtmp/stream-key-check.ts";
import { type FakeEdge, openFakeEdge } from "./fake-edge.ts";

export const SECRET = "stream-key-secret";
const TOKEN = "ingest-token";
const ORIGIN = "origin-token";

/** An ingest with a fake edge, 360p, on free ports. */
export type TestStation = {
  ingest: Ingest;
  edge: FakeEdge;
  folder: string;
  logged: { event: string; fields: Readonly<Record<string, unknown>> }[];
  get(path: string): Promise<Response>;
  put(path: string, body: Uint8Array<ArrayBuffer>): Promise<Response>;
  /** The status of the answer to a body that is announced: a refusal comes before it, and would meet it on its way. */
  announce(path: string, bytes: number): Promise<number | undefined>;
  post(path: string, body: object): Promise<Response>;
  delete(path: string): Promise<Response>;
  /** The job when it is done. */
  untilDone(job: string): Promise<ConformJob>;
  /** Resolves with the first event that fits, from now on. */
  event(path: string, fits: (event: RoomNews) => boolean): Promise<RoomNews>;
  status(room: string): Promise<RoomStatus>;
  second(room: string, second: number): Promise<ReadonlyMap<string, Uint8Array>>;
  publishUrl(room: string): string;
  close(): Promise<void>;
};

export async function openStation(
  o: {
    limits?: IngestLimits;
    ffmpeg?: string;
    pullsLocal?: boolean;
    /** What an ingest before has left on the disk. */
    folder?: string;
    watchFolder?: string;
  } = {},
): Promise<TestStation> {
  const folder = o.folder ?? (await mkdtemp(join(tmpdir(), "nonstop-ingest-")));
  const edge = await openFakeEdge(ORIGIN);
  const logged: TestStation["logged"] = [];
  const ingest = await startIngest(
    {
      port: 0,
      rtmpPort: 0,
      rtmpProxy: undefined,
      bind: "127.0.0.1",
      httpBind: "127.0.0.1",
      edgeUrl: edge.url,
      originToken: ORIGIN,
      ingestToken: TOKEN,
      streamKeySecret: SECRET,
      format: HOUSE_FORMATS["360p"],
      stateDir: folder,
      watchFolder: o.watchFolder,
      ffmpeg: o.ffmpeg ?? process.env["FFMPEG"] ?? "ffmpeg",
      ffprobe: "ffprobe",
      keepsPulledBreaks: true,
      pullsLocal: o.pullsLocal ?? true,
      exitWithParent: false,
    },
    {
      log: (event, fields = {}) => logged.push({ event, fields }),
      limits: { maxFileBytes: 50_000_000, ...o.limits },
    },
  );
  const base = `http://127.0.0.1:${ingest.port}`;
  const headers = { authorization: `Bearer ${TOKEN}` };
  const get = (path: string): Promise<Response> => fetch(base + path, { headers });
  return {
    ingest,
    edge,
    folder,
    logged,
    get,
    put: (path, body) => fetch(base + path, { method: "PUT", headers, body }),
    announce: (path, bytes) =>
      new Promise((resolve, reject) => {
        const asked = request(base + path, {
          method: "PUT",
          headers: { ...headers, "content-length": bytes },
        });
        asked.on("error", reject);
        asked.on("response", ({ statusCode }) => {
          resolve(statusCode);
          asked.off("error", reject).on("error", () => {});
          asked.destroy();
        });
        asked.flushHeaders();
      }),
    post: (path, body) => fetch(base + path, { method: "POST", headers, body: JSON.stringify(body) }),
    delete: (path) => fetch(base + path, { method: "DELETE", headers }),
    untilDone: async (job) => {
      for (;;) {
        const now = ConformJob.parse(await (await get(`/conform/${job}`)).json());
        if (isOver(now)) return now;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    event: async (path, fits) => {
      const answer = await fetch(base + path, { headers });
      const decoder = new TextDecoder();
      let text = "";
      for await (const bytes of answer.body ?? []) {
        text += decoder.decode(bytes, { stream: true });
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) {
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data === undefined) continue;
          const event = RoomNews.parse(JSON.parse(data));
          if (!fits(event)) continue;
          return event;
        }
      }
      throw new Error("the events ended");
    },
    status: async (room) => RoomStatus.parse(await (await get(`/rooms/${room}`)).json()),
    second: async (room, second) => {
      const answer = await get(`/rooms/${room}/${second}`);
      const bundle = decodeBundle(new Uint8Array(await answer.arrayBuffer()), RoomSecondHeader);
      if ("kind" in bundle) throw new Error(bundle.message);
      return bundle.parts;
    },
    publishUrl: (room) => `rtmp://127.0.0.1:${ingest.rtmpPort}/live/${keyFor(room)}`,
    close: async () => {
      await ingest.close();
      await edge.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A valid key, or one that runs out at `expiresAt` (Unix seconds). */
export function keyFor(room: string, expiresAt = secondOf(Date.now()) + 3600): string {
  return makeStreamKey({ room, expiresAt, nonce: "test" }, SECRET);
}

/** The header of a stored asset chunk with its parts. */
export function readChunk(bytes: Uint8Array): {
  header: AssetChunkHeader;
  parts: ReadonlyMap<string, Uint8Array>;
} {
  const bundle = decodeBundle(bytes, AssetChunkHeader);
  if ("kind" in bundle) throw new Error(bundle.message);
  return bundle;
}

const published: ChildProcess[] = [];

/** An ffmpeg that pushes a test picture and a tone; `options` replace both. */
export function publish(
  url: string,
  o: { video?: string; audio?: string | false; seconds?: number; rate?: number } = {},
): ChildProcess {
  const rate = o.rate ?? 30;
  const video = o.video === "" ? [] : ["-re", "-f", "lavfi", "-i", o.video ?? `testsrc2=s=640x360:r=${rate}`];
  const audio = o.audio === false ? [] : ["-re", "-f", "lavfi", "-i", o.audio ?? "sine=440:r=44100"];
  const encode =
    "-c:v libx264 -preset ultrafast -tune zerolatency -g 60 -b:v 800k -pix_fmt yuv420p -c:a aac -f flv";
  const child = spawn(
    process.env["FFMPEG"] ?? "ffmpeg",
    ["-v", "error", ...video, ...audio, "-t", String(o.seconds ?? 60), ...encode.split(" "), url],
    { stdio: "ignore" },
  );
  published.push(child);
  return child;
}

/** Ends every publisher a test has left. */
export function endPublishers(): void {
  for (const child of published.splice(0)) child.kill("SIGKILL");
}

/** Decodes bytes with ffmpeg; its error lines, if any. */
export function decodeErrors(bytes: Uint8Array): Promise<string> {
  const child = spawn(process.env["FFMPEG"] ?? "ffmpeg", ["-v", "error", "-i", "pipe:0", "-f", "null", "-"]);
  let errors = "";
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  child.stdin.on("error", () => {});
  child.stdin.end(bytes);
  return new Promise((resolve) => child.on("close", () => resolve(errors)));
}
