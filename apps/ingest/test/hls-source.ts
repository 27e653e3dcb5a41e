import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A live HLS source on this machine: an ffmpeg that writes a sliding playlist, and a server that gives it out. */
export type HlsSource = {
  url: string;
  /** The same with a token in the path. */
  withToken(token: number): string;
  /** Paths asked for, in order. */
  asked: string[];
  /** Begins to send, or begins again where it was. */
  start(encode?: string): void;
  /** The encoder is gone; its last playlist is still there. */
  kill(): void;
  /** Gives its segments names as some servers do, and sends all coded, though nobody asks for that. */
  isOdd: boolean;
  /** What becomes of its playlist on the way. */
  edit: (playlist: string) => string;
  /** Answers this instead, until it is taken back. */
  answer: ((path: string, response: http.ServerResponse) => boolean) | undefined;
  close(): Promise<void>;
};

const PICTURE = "-f lavfi -re -i testsrc2=s=640x360:r=30 -f lavfi -re -i sine=440:r=44100";
const H264 =
  "-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 30 -b:v 600k -c:a aac -b:a 96k";
const SLIDING = "-f hls -hls_time 1 -hls_list_size 4 -hls_flags delete_segments+append_list+omit_endlist";

export async function openHlsSource(): Promise<HlsSource> {
  const folder = await mkdtemp(join(tmpdir(), "nonstop-hls-"));
  let encoder: ChildProcess | undefined;
  const server = http.createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://source").pathname;
    source.asked.push(path);
    if (source.answer?.(path, response) === true) return;
    const segment = /live\d+/.exec(path)?.[0];
    const file = segment === undefined ? path.replace(/^\/token-\d+/, "") : `${segment}.ts`;
    readFile(join(folder, file)).then(
      (bytes) => {
        const text = segment === undefined ? source.edit(bytes.toString()) : undefined;
        const body = text === undefined ? bytes : source.isOdd ? oddNames(text) : text;
        if (source.isOdd) response.setHeader("content-encoding", "gzip");
        response.end(source.isOdd ? gzipSync(body) : body);
      },
      () => response.writeHead(404).end(),
    );
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const at = server.address();
      resolve(at !== null && typeof at === "object" ? at.port : 0);
    });
  });
  const source: HlsSource = {
    url: `http://127.0.0.1:${port}/live.m3u8?token=source-secret`,
    withToken: (token) => `http://127.0.0.1:${port}/token-${token}/live.m3u8`,
    asked: [],
    isOdd: false,
    edit: (playlist) => playlist,
    answer: undefined,
    start: (encode = H264) => {
      const options = ["-v", "error", ...`${PICTURE} ${encode} ${SLIDING}`.split(" ")];
      encoder = spawn(process.env["FFMPEG"] ?? "ffmpeg", [...options, join(folder, "live.m3u8")], {
        stdio: "ignore",
      });
    },
    kill: () => void encoder?.kill("SIGKILL"),
    close: async () => {
      encoder?.kill("SIGKILL");
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
  return source;
}

/** Segments without an ending, with that of a picture, and with an escaped question mark, in turn. */
function oddNames(playlist: string): string {
  const endings = ["", ".jpg", ".ts%3Fa=b"];
  return playlist.replaceAll(
    /^(live(\d+))\.ts$/gm,
    (_, name: string, n: string) => name + endings[Number(n) % 3],
  );
}
