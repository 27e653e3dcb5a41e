import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { AssetChunkHeader } from "@nonstop/contract/asset";
import { decodeBundle } from "@nonstop/contract/bundle";
import { HOUSE_FORMATS, renditionIds } from "@nonstop/contract/house-format";
import { audioInitSegment, videoInitSegment } from "@nonstop/media/init-segment";
import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import { multivariantPlaylist } from "@nonstop/media/multivariant-playlist";
import { mediaPlaylist, vodPlaylist } from "@nonstop/media/playlist";
import { piecePlaylist, pieceSegment } from "@nonstop/media/piece-playlist";
import { roomPlaylist } from "@nonstop/media/room-playlist";
import { slateSecond } from "@nonstop/media/slate";

const SLATE = new URL("../../../../packages/house/slate/360p.bin", import.meta.url);
const FORMAT = HOUSE_FORMATS["360p"];
/** How long after its end a second is published. Milliseconds. */
const COMMIT_MS = 300;
const WINDOW_SECONDS = 60;
/** How long the picture of a piece is. */
const PIECE_SECONDS = 40;

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function readSlate() {
  const bundle = decodeBundle(new Uint8Array(await readFile(SLATE)), AssetChunkHeader);
  if ("kind" in bundle) throw new Error(bundle.message);
  return bundle;
}

const slate = readSlate();

/** A rendition of the slate in the seconds `[from, to)`. */
async function media(rendition: string, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  const { header, parts } = await slate;
  const seconds = Array.from(
    { length: to - from },
    (_, k) => slateSecond(header, parts, from + k)[rendition],
  );
  return new Uint8Array(Buffer.concat(seconds.map((second) => second ?? new Uint8Array())));
}

async function init(rendition: string): Promise<Uint8Array<ArrayBuffer>> {
  const { parameters } = (await slate).header;
  const video = parameters.video[rendition];
  return new Uint8Array(
    video === undefined
      ? audioInitSegment({ asc: bytesOf(parameters.audio.asc) })
      : videoInitSegment({ sps: bytesOf(video.sps), pps: bytesOf(video.pps) }),
  );
}

const asPlaylist = { "content-type": "application/vnd.apple.mpegurl", "cache-control": "no-store" };
const asMedia = { "content-type": "video/mp4" };

const multivariant = (prefix = ""): string =>
  multivariantPlaylist({ video: FORMAT.video, audio: FORMAT.audio, language: "en", prefix });

/**
 * An endless channel that needs no encoder, because the slate is a pure function of the second. It is low-latency with
 * blocking reloads, as the station serves it. It also has a room with the same picture, and a replay of one minute in which
 * a segment is lost.
 */
export function slateChannel(nowMs: () => number, replay: { from: number; to: number }): Hono {
  const app = new Hono();
  // The fourth segment of the replay.
  const lost = Math.floor(replay.from / SEGMENT_SECONDS) + 3;
  const openSecond = (): number => Math.floor((nowMs() - COMMIT_MS) / 1000);
  const committed = async (second: number): Promise<void> => {
    while (openSecond() <= second) await sleep(Math.max(5, (second + 1) * 1000 + COMMIT_MS - nowMs()));
  };

  app.get("/live/main/index.m3u8", (c) => c.body(multivariant(), 200, asPlaylist));
  app.get("/live/main/:rendition/index.m3u8", async (c) => {
    const { rendition } = c.req.param();
    const [segment, part] = [c.req.query("_HLS_msn"), c.req.query("_HLS_part")];
    if (segment !== undefined) {
      const last = part === undefined ? SEGMENT_SECONDS - 1 : Number(part);
      await committed(Number(segment) * SEGMENT_SECONDS + last);
    }
    const to = openSecond();
    const from = Math.floor((to - WINDOW_SECONDS) / SEGMENT_SECONDS) * SEGMENT_SECONDS;
    const audio = rendition === "audio";
    const renditionReports = renditionIds(FORMAT);
    return c.body(
      mediaPlaylist({ rendition, audio, from, to, places: [{ from: 0, prefix: "" }], renditionReports }),
      200,
      asPlaylist,
    );
  });
  app.get("/live/main/:rendition/init.mp4", async (c) =>
    c.body(await init(c.req.param("rendition")), 200, asMedia),
  );
  app.get("/live/main/:rendition/part/:file", async (c) => {
    const second = Number.parseInt(c.req.param("file"), 10);
    await committed(second);
    return c.body(await media(c.req.param("rendition"), second, second + 1), 200, asMedia);
  });
  app.get("/live/main/:rendition/:file", async (c) => {
    const segment = Number.parseInt(c.req.param("file"), 10);
    if (segment === lost) return c.notFound();
    const from = segment * SEGMENT_SECONDS;
    return c.body(await media(c.req.param("rendition"), from, from + SEGMENT_SECONDS), 200, asMedia);
  });

  app.get("/api/v1/rooms/:room/index.m3u8", (c) => c.body(multivariant(), 200, asPlaylist));
  app.get("/api/v1/rooms/:room/:rendition/index.m3u8", (c) => {
    const to = openSecond();
    const audio = c.req.param("rendition") === "audio";
    return c.body(roomPlaylist({ audio, from: to - 20, to }), 200, asPlaylist);
  });
  app.get("/api/v1/rooms/:room/:rendition/:file", async (c) => {
    const { rendition, file } = c.req.param();
    if (file === "init.mp4") return c.body(await init(rendition), 200, asMedia);
    const second = Number.parseInt(file, 10);
    return c.body(await media(rendition, second, second + 1), 200, asMedia);
  });

  // Every piece of the library looks like the slate.
  app.get("/api/v1/library/:asset/index.m3u8", (c) => c.body(multivariant(), 200, asPlaylist));
  app.get("/replay/piece/:file{.+\\.m3u8}", (c, next) => {
    const asset = c.req.param("file").replace(".m3u8", "");
    return asset.includes("/") ? next() : Promise.resolve(c.body(multivariant(`${asset}/`), 200, asPlaylist));
  });
  app.on(
    "GET",
    ["/api/v1/library/:asset/:rendition/:file", "/replay/piece/:asset/:rendition/:file"],
    async (c) => {
      const { rendition, file } = c.req.param();
      if (file === "init.mp4") return c.body(await init(rendition), 200, asMedia);
      const audio = rendition === "audio";
      if (file === "index.m3u8")
        return c.body(piecePlaylist({ audio, durationSeconds: PIECE_SECONDS }), 200, asPlaylist);
      const { from, to } = pieceSegment(Number.parseInt(file, 10), PIECE_SECONDS);
      return c.body(await media(rendition, from, to), 200, asMedia);
    },
  );

  app.get("/replay/seen.m3u8", (c) => c.body(multivariant("seen/"), 200, asPlaylist));
  app.get("/replay/seen/:rendition/index.m3u8", (c) => {
    const { rendition } = c.req.param();
    const uriPrefix = `/live/main/${rendition}/`;
    const playlist = vodPlaylist({
      audio: rendition === "audio",
      ...replay,
      places: [{ from: 0, prefix: uriPrefix }],
      gaps: new Set([lost]),
      ended: true,
    });
    return c.body(playlist, 200, asPlaylist);
  });
  return app;
}
