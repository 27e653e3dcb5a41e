import { HOUSE_FORMAT_NAMES, HOUSE_FORMATS, renditionIds } from "@nonstop/contract/house-format";
import { ChannelId } from "@nonstop/contract/names";
import { isDemoSecretAbroad } from "@nonstop/service/demo-secrets";
import { type ReadSettings, readSettings as readService } from "@nonstop/service/settings";
import { z } from "zod";

const Port = z.coerce.number().int().min(0).max(65_535);
const Url = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
const Token = z.string().min(1);

const Variables = z.object({
  PORT: Port.default(8936).describe("the port for /healthz, /metrics and /as-run; 0 for any free one"),
  BIND: z.string().min(1).default("127.0.0.1").describe("the address to listen at, such as 0.0.0.0"),
  PLAYOUT: z.string().min(1).max(64).default("playout-1").describe("a name that no other playout has"),
  CHANNEL: ChannelId.default("main").describe("the channel to play out, such as main"),
  EDGE_URL: Url.describe("the address of the station's Workers, such as https://tv.example.com"),
  ORIGIN_TOKEN: Token.describe("the token with which the edge admits playouts"),
  INGEST_URL: Url.describe("the address of ingest, such as http://127.0.0.1:8935"),
  INGEST_TOKEN: Token.describe("the token that ingest is given as INGEST_TOKEN"),
  HOUSE_FORMAT: z
    .enum(HOUSE_FORMAT_NAMES)
    .default("720p")
    .describe(`the house format of the whole station: ${HOUSE_FORMAT_NAMES.join(", ")}`),
  STATE_DIR: z.string().min(1).describe("a folder of this playout's own, for its copy of what airs next"),
  EXIT_WITH_PARENT: z
    .enum(["1", "0", ""])
    .default("")
    .describe("1 to end when the standard input does, else nothing"),
});

const Environment = Variables.superRefine((env, context) => {
  for (const name of ["ORIGIN_TOKEN", "INGEST_TOKEN"] as const)
    if (isDemoSecretAbroad(env[name], env.EDGE_URL)) context.addIssue({ code: "custom", path: [name] });
});

/** Everything that is set from outside, ready to use. */
export type Settings = {
  port: number;
  bind: string;
  playout: string;
  channel: string;
  edgeUrl: string;
  originToken: string;
  ingestUrl: string;
  ingestToken: string;
  houseFormat: string;
  /** Every rendition id of the house format, `audio` included: what a second must have. */
  renditions: readonly string[];
  videoRenditions: readonly string[];
  stateDir: string;
  exitWithParent: boolean;
};

/** The complete settings of one playout, or a sentence for each that is wrong. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ReadSettings<Settings> {
  const read = readService(Environment, environment);
  if (read.kind === "wrong") return read;
  const env = read.settings;
  const format = HOUSE_FORMATS[env.HOUSE_FORMAT];
  return {
    kind: "settings",
    settings: {
      port: env.PORT,
      bind: env.BIND,
      playout: env.PLAYOUT,
      channel: env.CHANNEL,
      edgeUrl: env.EDGE_URL,
      originToken: env.ORIGIN_TOKEN,
      ingestUrl: env.INGEST_URL,
      ingestToken: env.INGEST_TOKEN,
      houseFormat: env.HOUSE_FORMAT,
      renditions: renditionIds(format),
      videoRenditions: format.video.map((rung) => rung.id),
      stateDir: env.STATE_DIR,
      exitWithParent: env.EXIT_WITH_PARENT === "1",
    },
  };
}
