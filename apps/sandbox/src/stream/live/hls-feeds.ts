import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startChild } from "../../process/children.ts";
import { log } from "../../process/log.ts";
import type { Feed, Feeds } from "../../server/world.ts";
import { flvHeader, flvTag } from "./flv-tags.ts";

/** As long as the guests' keyframes are apart: a segment begins with one. */
const SEGMENT_SECONDS = 2;
const LISTED_SEGMENTS = 6;
const FILE_NAME = /^[0-9a-f]{32}[.-](?:video|audio)(?:\.m3u8|-\d+\.ts)$/;
const END = "#EXT-X-ENDLIST\n";

type Kept = { folder: string; tracks: { audio: boolean; video: boolean }; isOver: boolean };

/** Broadcasts as sliding HLS playlists in a folder, picture and sound each its own rendition, the bytes as they were sent. */
export class HlsFeeds implements Feeds {
  readonly #folder: string;
  readonly #ffmpeg: string;
  readonly #kept = new Map<string, Kept>();

  constructor(folder: string, ffmpeg: string) {
    this.#folder = folder;
    this.#ffmpeg = ffmpeg;
  }

  open(video: string): Feed {
    const folder = join(this.#folder, video);
    mkdirSync(folder, { recursive: true });
    const kept: Kept = { folder, tracks: { audio: false, video: false }, isOver: false };
    this.#kept.set(video, kept);
    let child: ChildProcessWithoutNullStreams | undefined;
    const pause = (): void => {
      child?.stdin.end();
      child = undefined;
    };
    return {
      begin: (tracks) => {
        pause();
        kept.tracks = tracks;
        child = startChild(this.#ffmpeg, segmenting(video, tracks), folder);
        child.stdout.resume();
        child.stderr.on("data", (line: Buffer) => {
          // Of one that was deleted meanwhile nothing is to be said.
          if (this.#kept.has(video)) log("stream-feed", { video, why: line.toString().slice(0, 300) });
        });
        child.stdin.write(flvHeader(tracks));
      },
      write: (tag) => void child?.stdin.write(flvTag(tag)),
      pause,
      end: () => {
        pause();
        kept.isOver = true;
      },
    };
  }

  master(video: string): string | undefined {
    const kept = this.#kept.get(video);
    if (kept === undefined || !existsSync(join(kept.folder, `${video}.video.m3u8`))) return undefined;
    const audio = `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="original",DEFAULT=YES,AUTOSELECT=YES,URI="${video}.audio.m3u8"`;
    const group = kept.tracks.audio ? `,AUDIO="audio"` : "";
    return [
      "#EXTM3U",
      "#EXT-X-VERSION:6",
      "#EXT-X-INDEPENDENT-SEGMENTS",
      ...(kept.tracks.audio ? [audio] : []),
      `#EXT-X-STREAM-INF:BANDWIDTH=2500000${group}`,
      `${video}.video.m3u8`,
      "",
    ].join("\n");
  }

  file(video: string, name: string): Response | undefined {
    const kept = this.#kept.get(video);
    if (kept === undefined || !FILE_NAME.test(name)) return undefined;
    let bytes: Buffer;
    try {
      bytes = readFileSync(join(kept.folder, name));
    } catch {
      return undefined;
    }
    if (!name.endsWith(".m3u8"))
      return new Response(new Uint8Array(bytes), { headers: { "content-type": "video/mp2t" } });
    const text = bytes.toString() + (kept.isOver ? END : "");
    return new Response(text, { headers: { "content-type": "application/vnd.apple.mpegurl" } });
  }

  remove(video: string): void {
    const kept = this.#kept.get(video);
    this.#kept.delete(video);
    if (kept !== undefined) rmSync(kept.folder, { recursive: true, force: true });
  }
}

/** The ffmpeg arguments that cut FLV from stdin into segments. A sender that comes back goes on in the same playlist. */
function segmenting(video: string, tracks: { audio: boolean; video: boolean }): string[] {
  const words = (text: string): string[] => text.split(" ");
  const streams = [
    ...(tracks.video ? ["v:0,agroup:audio,name:video"] : []),
    ...(tracks.audio ? ["a:0,agroup:audio,name:audio"] : []),
  ];
  return [
    ...words("-hide_banner -loglevel error -f flv -analyzeduration 1000000 -probesize 1000000 -i pipe:0"),
    ...(tracks.video ? words("-map 0:v:0") : []),
    ...(tracks.audio ? words("-map 0:a:0") : []),
    ...words(`-c copy -f hls -hls_time ${SEGMENT_SECONDS} -hls_list_size ${LISTED_SEGMENTS}`),
    ...words("-hls_flags delete_segments+append_list+omit_endlist+independent_segments"),
    "-hls_segment_filename",
    `${video}-%v-%d.ts`,
    "-var_stream_map",
    streams.join(" "),
    `${video}.%v.m3u8`,
  ];
}
