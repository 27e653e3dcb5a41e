import { HOUSE_FORMAT_NAMES, HOUSE_FORMATS, type HouseFormat } from "@nonstop/contract/house-format";
import { isDemoSecretAbroad } from "@nonstop/service/demo-secrets";
import { type ReadSettings, readSettings as readService } from "@nonstop/service/settings";
import { z } from "zod";
import { isLoopbackAddress } from "./pull/public-address.ts";

const Port = z.coerce.number().int().min(0).max(65_535);
const Secret = z.string().min(8);
const Switch = z.enum(["1", "0", ""]).default("");

const Variables = z.object({
  PORT: Port.default(8935).describe("the port for rooms, library and /healthz; 0 for any free one"),
  RTMP_PORT: Port.default(1935).describe("the port for RTMP; 0 for any free one"),
  RTMP_PROXY_PORT: z
    .preprocess((text) => (text === "" ? undefined : text), Port.optional())
    .describe(
      "the port for a proxy that speaks TLS in front of RTMP and says who comes (PROXY protocol, version 2), or leave it out",
    ),
  RTMP_PROXY_FROM: z
    .string()
    .default("127.0.0.1,::1")
    .transform((list) =>
      list
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    )
    .describe("names or addresses of the proxies that are let in at RTMP_PROXY_PORT, separated by commas"),
  BIND: z.string().min(1).default("127.0.0.1").describe("the address to take RTMP at, such as 0.0.0.0"),
  HTTP_BIND: z
    .string()
    .min(1)
    .default("127.0.0.1")
    .describe("the address to speak HTTP at: one of this machine alone, or any with PLAIN_HTTP=1"),
  PLAIN_HTTP: Switch.describe(
    "1 where HTTP without TLS may leave this machine, such as a private network, else nothing",
  ),
  EDGE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      "the address of the station's Workers, such as https://tv.example.com, or leave it out; http on this machine alone, or with PLAIN_HTTP=1",
    ),
  ORIGIN_TOKEN: Secret.describe("the token with which the edge admits ingest, 8 characters at least"),
  INGEST_TOKEN: Secret.describe(
    "the token with which playouts and Workers are admitted, 8 characters at least",
  ),
  STREAM_KEY_SECRET: Secret.describe(
    "the secret that the Worker signs stream keys with, 8 characters at least",
  ),
  HOUSE_FORMAT: z
    .enum(HOUSE_FORMAT_NAMES)
    .default("720p")
    .describe(`the house format of the whole station: ${HOUSE_FORMAT_NAMES.join(", ")}`),
  STATE_DIR: z
    .string()
    .min(1)
    .describe("a folder of this ingest's own, with room for recordings on their way"),
  WATCH_FOLDER: z
    .string()
    .default("")
    .describe("a folder out of which recordings are taken into the library, or leave it out"),
  FFMPEG: z.string().min(1).default("ffmpeg").describe("the ffmpeg to run; ffprobe is taken from beside it"),
  PULL_LOCAL: Switch.describe("1 in development, to pull from http and from this machine, else nothing"),
  PULL_BREAKS: z
    .enum(["keep", "remove", ""])
    .default("")
    .describe("keep where the breaks that a pulled source tells of are breaks of the channel, else nothing"),
  EXIT_WITH_PARENT: Switch.describe("1 to end when the standard input does, else nothing"),
});

/** Tokens go over HTTP, so without TLS it stays on this machine unless we are told otherwise. */
const Environment = Variables.superRefine((env, context) => {
  for (const name of ["ORIGIN_TOKEN", "INGEST_TOKEN", "STREAM_KEY_SECRET"] as const)
    if (isDemoSecretAbroad(env[name], env.EDGE_URL)) context.addIssue({ code: "custom", path: [name] });
  if (env.PLAIN_HTTP === "1") return;
  const edge = env.EDGE_URL === undefined ? undefined : new URL(env.EDGE_URL);
  if (!isThisMachine(env.HTTP_BIND)) context.addIssue({ code: "custom", path: ["HTTP_BIND"] });
  if (edge?.protocol === "http:" && !isThisMachine(edge.hostname))
    context.addIssue({ code: "custom", path: ["EDGE_URL"] });
});

function isThisMachine(host: string): boolean {
  return host === "localhost" || isLoopbackAddress(host.replaceAll(/^\[|\]$/g, ""));
}

/** Everything that is set from outside, ready to use. */
export type Settings = {
  port: number;
  rtmpPort: number;
  /** The entrance of proxies that speak TLS in front of RTMP. */
  rtmpProxy: { port: number; from: readonly string[] } | undefined;
  /** Where RTMP is taken. */
  bind: string;
  /** Where HTTP is spoken. */
  httpBind: string;
  /** Absent when this ingest works without an edge. */
  edgeUrl: string | undefined;
  originToken: string;
  ingestToken: string;
  streamKeySecret: string;
  format: HouseFormat;
  stateDir: string;
  /** Out of it recordings are taken into the library. */
  watchFolder: string | undefined;
  ffmpeg: string;
  ffprobe: string;
  /** Whether sources on this machine may be pulled, over http: for development alone. */
  pullsLocal: boolean;
  /** Whether breaks that a pulled source tells of are breaks of the channel. */
  keepsPulledBreaks: boolean;
  exitWithParent: boolean;
};

/** The complete settings of one ingest, or a sentence for each that is wrong. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ReadSettings<Settings> {
  const read = readService(Environment, environment);
  if (read.kind === "wrong") return read;
  const env = read.settings;
  return {
    kind: "settings",
    settings: {
      port: env.PORT,
      rtmpPort: env.RTMP_PORT,
      rtmpProxy:
        env.RTMP_PROXY_PORT === undefined
          ? undefined
          : { port: env.RTMP_PROXY_PORT, from: env.RTMP_PROXY_FROM },
      bind: env.BIND,
      httpBind: env.HTTP_BIND,
      edgeUrl: env.EDGE_URL,
      originToken: env.ORIGIN_TOKEN,
      ingestToken: env.INGEST_TOKEN,
      streamKeySecret: env.STREAM_KEY_SECRET,
      format: HOUSE_FORMATS[env.HOUSE_FORMAT],
      stateDir: env.STATE_DIR,
      watchFolder: env.WATCH_FOLDER === "" ? undefined : env.WATCH_FOLDER,
      ffmpeg: env.FFMPEG,
      ffprobe: env.FFMPEG.replace(/ffmpeg(?=[^/]*$)/, "ffprobe"),
      pullsLocal: env.PULL_LOCAL === "1",
      keepsPulledBreaks: env.PULL_BREAKS === "keep",
      exitWithParent: env.EXIT_WITH_PARENT === "1",
    },
  };
}
