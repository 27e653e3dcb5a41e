import { execFile, spawn } from "node:child_process";
import { dirname } from "node:path";
import { boundProcess } from "../bounds/process-bounds.ts";
import { SOURCE_ADDRESS } from "./pull-proxy.ts";

/** The protocols and formats that a pulled source may use. */
const FORMATS = "hls,mpegts,mov,aac,mp3,ac3,eac3";
const KEPT_LINES = 20;

export type PullRun = {
  /** The source as an endless FLV file. */
  output: AsyncIterable<Buffer>;
  /** Settles once, with ffmpeg's last lines, when it is gone. They hold addresses: never log them. */
  exit: Promise<readonly string[]>;
  kill(): void;
};

/**
 * Runs one ffmpeg that reads a live HLS playlist at its own pace and writes FLV, with the pictures untouched. It reaches the
 * world through `proxy` only: it may speak plain HTTP and nothing else, whatever a playlist or a segment says. fluent-ffmpeg is
 * not used here, because it hands on our whole environment, and ffmpeg obeys `no_proxy`.
 */
export function runPullFfmpeg(o: {
  program: string;
  proxy: string;
  encodeSound: boolean;
  isInput: boolean;
  hlsOptions: readonly string[];
}): PullRun {
  const input = [
    ...words("-hide_banner -loglevel warning -nostats -nostdin"),
    ...words(`-protocol_whitelist http,tcp,crypto -format_whitelist ${FORMATS} -http_proxy ${o.proxy}`),
    // Reload for ever: the caller decides how long a source may stand still.
    ...words("-http_persistent 0 -rw_timeout 10000000 -max_reload 100000 -m3u8_hold_counters 100000"),
    ...o.hlsOptions,
    // Of a live input the last two: the next one may be late by one, and each more is more latency.
    ...(o.isInput ? words("-live_start_index -2") : []),
    ...words(`-re -f hls -i ${SOURCE_ADDRESS}`),
  ];
  const sound = o.encodeSound ? words("-c:a aac -b:a 192k -ar 48000 -ac 2") : words("-c:a copy");
  const output = [
    ...words("-map_metadata -1 -sn -dn -c:v copy"),
    ...sound,
    ...words("-flvflags no_duration_filesize -flush_packets 1 -f flv pipe:1"),
  ];
  const child = spawn(o.program, [...input, ...output], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] ?? dirname(o.program), http_proxy: o.proxy },
  });
  const unbound = child.pid === undefined ? (): void => {} : boundProcess(child.pid);
  const lines: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    lines.push(...text.split(/[\r\n]+/).filter((line) => line !== ""));
    lines.splice(0, lines.length - KEPT_LINES);
  });
  const exit = new Promise<readonly string[]>((resolve) => {
    child.once("error", () => resolve(lines));
    child.once("close", () => {
      unbound();
      resolve(lines);
    });
  });
  return { output: child.stdout, exit, kill: () => void child.kill("SIGKILL") };
}

/**
 * Options that let segments have any name: what they are is known by their bytes, and only the formats above are read. Newer
 * ffmpegs refuse names without a known ending, and older ones do not know the option that allows them.
 */
export async function anyNames(program: string): Promise<readonly string[]> {
  const help = await new Promise<string>((resolve) => {
    execFile(program, words("-hide_banner -h demuxer=hls"), (_error, stdout) => resolve(stdout));
  });
  const picky = help.includes("-extension_picky") ? words("-extension_picky 0") : [];
  return [...words("-allowed_extensions ALL"), ...picky];
}

function words(options: string): string[] {
  return options.split(" ");
}
