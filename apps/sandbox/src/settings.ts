import { type ReadSettings, readSettings as readService } from "@nonstop/service/settings";
import { z } from "zod";

const filled = z.string().min(1);
const Port = z.coerce.number().int().min(0).max(65_535);

const Environment = z.object({
  CONTENTFUL_PORT: Port.default(8990).describe("the port of the Contentful stand-in; 0 for any free one"),
  ZOOM_PORT: Port.default(8991).describe("the port of the Zoom stand-in; 0 for any free one"),
  STREAM_PORT: Port.default(8992).describe("the port of the Stream stand-in; 0 for any free one"),
  STREAM_RTMPS_PORT: Port.default(1938).describe(
    "the port at which Stream's live inputs take RTMPS; 0 for any free one",
  ),
  MAIL_PORT: Port.default(8993).describe("the port of the mail stand-in's pages; 0 for any free one"),
  SMTP_PORT: Port.default(8025).describe("the port that the mail stand-in takes mail at; 0 for any free one"),
  BIND: filled.default("127.0.0.1").describe("the address to listen at"),
  PUBLIC_URL: z
    .url()
    .default("http://127.0.0.1:8787")
    .describe("the address of the Worker: where webhooks go"),
  STATE_DIR: filled.describe("a folder of the sandbox's own"),
  FFMPEG: filled.default("ffmpeg").describe("the ffmpeg to run"),
  HOUSE_FORMAT: z.string().default("720p").describe("the house format of the station"),
  GUEST_SIZE: z
    .string()
    .regex(/^\d{2,4}x\d{2,4}$/)
    .optional()
    .describe("the raster of the guests' pictures, such as 1280x720, or leave it to the house format"),
  CONTENTFUL_SPACE: filled.default("nonstop").describe("the name of the space"),
  CONTENTFUL_ENVIRONMENT: filled.default("master").describe("the name of the environment"),
  CONTENTFUL_CDA_TOKEN: filled.describe("the token with which the Worker reads entries"),
  CONTENTFUL_CMA_TOKEN: filled.describe("the token with which the Worker writes entries"),
  CONTENTFUL_WEBHOOK_SECRET: z
    .string()
    .regex(/^[0-9a-zA-Z+/=_-]{64}$/)
    .describe("the secret that signs webhooks: 64 of 0-9 a-z A-Z + / = _ -"),
  CONTENTFUL_APP_SECRET: z
    .string()
    .regex(/^[0-9a-zA-Z+/=_-]{64}$/)
    .optional()
    .describe("the secret that signs the app's requests, 64 characters as well, or leave the app out"),
  CONTENTFUL_EMPTY: z
    .enum(["1", "0", ""])
    .default("")
    .describe("1 for a space as a newcomer has it, without content types, webhook and signing secret"),
  ZOOM_ACCOUNT_ID: filled.describe("the account's id, as the Worker has it"),
  ZOOM_HOST_USER: filled.describe("the address of the host whose meetings are made"),
  ZOOM_CLIENT_ID: filled.describe("the app's client id, as the Worker has it"),
  ZOOM_CLIENT_SECRET: filled.describe("the app's client secret, as the Worker has it"),
  ZOOM_WEBHOOK_SECRET: filled.describe("the secret that signs Zoom's webhooks, as the Worker has it"),
  STREAM_TOKEN: filled.default("stream-token").describe("the bearer token of the Stream stand-in"),
  CLOUDFLARE_ACCOUNT: filled.default("nonstop-dev").describe("the id of Cloudflare's account"),
  CLOUDFLARE_ZONE: filled.default("nonstop.example").describe("the domain of Cloudflare's account"),
  STREAM_WEBHOOK_SECRET: filled
    .default("stream-webhook-secret")
    .describe("the secret that signs Stream's webhooks, as the Worker has it"),
  SMTP_USER: filled.default("nonstop").describe("the user of the mail stand-in, as the Worker has it"),
  SMTP_PASSWORD: filled.default("mail-password").describe("the user's password, as the Worker has it"),
  STREAM_NOTIFICATION_SECRET: filled
    .default("stream-notification-secret")
    .describe("the secret of account notifications about live inputs, as the Worker has it"),
  EXIT_WITH_PARENT: z
    .enum(["1", "0", ""])
    .default("")
    .describe("1 to end when the standard input does, else nothing"),
});

export type Settings = {
  ports: {
    contentful: number;
    zoom: number;
    stream: number;
    streamRtmps: number;
    mail: number;
    smtp: number;
  };
  bind: string;
  publicUrl: string;
  stateDir: string;
  ffmpeg: string;
  guestSize: { width: number; height: number };
  exitWithParent: boolean;
  contentful: {
    space: string;
    environment: string;
    cdaToken: string;
    cmaToken: string;
    webhookSecret: string;
    /** What the station's app is signed with; a new space has no app without it. */
    appSecret?: string | undefined;
    /** A new space has nothing in it. */
    isEmpty?: boolean;
  };
  zoom: {
    accountId: string;
    hostUser: string;
    clientId: string;
    clientSecret: string;
    webhookSecret: string;
  };
  stream: { token: string; webhookSecret: string; notificationSecret: string };
  mail: { user: string; password: string };
  cloudflare: { account: string; zone: string };
};

/** The settings of the sandbox, or a sentence for each wrong one. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ReadSettings<Settings> {
  const read = readService(Environment, environment);
  if (read.kind === "wrong") return read;
  const e = read.settings;
  const size = e.GUEST_SIZE ?? (e.HOUSE_FORMAT === "360p" ? "640x360" : "1280x720");
  const [width = 1280, height = 720] = size.split("x").map(Number);
  const settings: Settings = {
    ports: {
      contentful: e.CONTENTFUL_PORT,
      zoom: e.ZOOM_PORT,
      stream: e.STREAM_PORT,
      streamRtmps: e.STREAM_RTMPS_PORT,
      mail: e.MAIL_PORT,
      smtp: e.SMTP_PORT,
    },
    bind: e.BIND,
    publicUrl: e.PUBLIC_URL.replace(/\/+$/, ""),
    stateDir: e.STATE_DIR,
    ffmpeg: e.FFMPEG,
    guestSize: { width, height },
    exitWithParent: e.EXIT_WITH_PARENT === "1",
    contentful: {
      space: e.CONTENTFUL_SPACE,
      environment: e.CONTENTFUL_ENVIRONMENT,
      cdaToken: e.CONTENTFUL_CDA_TOKEN,
      cmaToken: e.CONTENTFUL_CMA_TOKEN,
      webhookSecret: e.CONTENTFUL_WEBHOOK_SECRET,
      appSecret: e.CONTENTFUL_APP_SECRET,
      isEmpty: e.CONTENTFUL_EMPTY === "1",
    },
    zoom: {
      accountId: e.ZOOM_ACCOUNT_ID,
      hostUser: e.ZOOM_HOST_USER,
      clientId: e.ZOOM_CLIENT_ID,
      clientSecret: e.ZOOM_CLIENT_SECRET,
      webhookSecret: e.ZOOM_WEBHOOK_SECRET,
    },
    stream: {
      token: e.STREAM_TOKEN,
      webhookSecret: e.STREAM_WEBHOOK_SECRET,
      notificationSecret: e.STREAM_NOTIFICATION_SECRET,
    },
    mail: { user: e.SMTP_USER, password: e.SMTP_PASSWORD },
    cloudflare: { account: e.CLOUDFLARE_ACCOUNT, zone: e.CLOUDFLARE_ZONE },
  };
  return { kind: "settings", settings };
}
