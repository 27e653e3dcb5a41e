import { z } from "zod";
import { HOUSE_FORMAT_NAMES, HOUSE_FORMATS, type HouseFormat } from "@nonstop/contract/house-format";

const Port = z.coerce.number().int().min(0).max(65_535);
const Secret = z.string().min(8);

const Settings = z.object({
  PORT: Port.default(8935),
  RTMP_PORT: Port.default(1935),
  BIND: z.string().min(1).default("127.0.0.1"),
  EDGE_URL: z.url().optional(),
  ORIGIN_TOKEN: Secret,
  INGEST_TOKEN: Secret,
  STREAM_KEY_SECRET: Secret,
  HOUSE_FORMAT: z.enum(HOUSE_FORMAT_NAMES).default("720p"),
  STATE_DIR: z.string().min(1),
  FFMPEG: z.string().min(1).default("ffmpeg"),
  PULL_LOCAL: z.enum(["1", "0", ""]).default(""),
  EXIT_WITH_PARENT: z.enum(["1", "0", ""]).default(""),
});

/** Everything that is set from outside, ready to use. */
export type Settings = {
  port: number;
  rtmpPort: number;
  bind: string;
  /** Absent when this ingest works without an edge. */
  edgeUrl: string | undefined;
  originToken: string;
  ingestToken: string;
  streamKeySecret: string;
  format: HouseFormat;
  stateDir: string;
  ffmpeg: string;
  ffprobe: string;
  /** Whether sources on this machine may be pulled, over http: for development alone. */
  pullsLocal: boolean;
  exitWithParent: boolean;
};

/** Reads the settings, or says in one sentence which is wrong. Never repeats a value: it may be a secret. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
): { kind: "settings"; settings: Settings } | { kind: "wrong"; message: string } {
  const parsed = Settings.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { kind: "wrong", message: `Setting ${String(issue?.path[0])} is wrong: ${issue?.message}.` };
  }
  const e = parsed.data;
  return {
    kind: "settings",
    settings: {
      port: e.PORT,
      rtmpPort: e.RTMP_PORT,
      bind: e.BIND,
      edgeUrl: e.EDGE_URL,
      originToken: e.ORIGIN_TOKEN,
      ingestToken: e.INGEST_TOKEN,
      streamKeySecret: e.STREAM_KEY_SECRET,
      format: HOUSE_FORMATS[e.HOUSE_FORMAT],
      stateDir: e.STATE_DIR,
      ffmpeg: e.FFMPEG,
      ffprobe: e.FFMPEG.replace(/ffmpeg(?=[^/]*$)/, "ffprobe"),
      pullsLocal: e.PULL_LOCAL === "1",
      exitWithParent: e.EXIT_WITH_PARENT === "1",
    },
  };
}
