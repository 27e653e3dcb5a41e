import { HOUSE_FORMAT_NAMES, HOUSE_FORMATS, renditionIds } from "@nonstop/contract/house-format";
import { ChannelId } from "@nonstop/contract/names";
import { z } from "zod";

const Port = z.coerce.number().int().min(0).max(65_535);
const Url = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));

const Environment = z.object({
  PORT: Port.default(8936),
  BIND: z.string().default("127.0.0.1"),
  PLAYOUT: z.string().min(1).max(64).default("playout-1"),
  CHANNEL: ChannelId.default("main"),
  EDGE_URL: Url,
  ORIGIN_TOKEN: z.string().min(1),
  INGEST_URL: Url,
  INGEST_TOKEN: z.string().min(1),
  HOUSE_FORMAT: z.enum(HOUSE_FORMAT_NAMES).default("720p"),
  STATE_DIR: z.string().min(1),
});

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
};

/** The complete settings of one playout, or one sentence that names the setting that is wrong. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): { kind: "settings"; settings: Settings } | { kind: "wrong"; sentence: string } {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      kind: "wrong",
      sentence: `Setting ${issue?.path.map(String).join(".") ?? "?"} is wrong: ${issue?.message ?? "invalid"}.`,
    };
  }
  const env = parsed.data;
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
    },
  };
}
