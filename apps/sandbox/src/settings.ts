import { z } from "zod";

const Port = z.coerce.number().int().min(0).max(65_535);
const filled = z.string().min(1);

const Environment = z.object({
  /** 0 takes any free port. */
  CONTENTFUL_PORT: Port.default(8990),
  ZOOM_PORT: Port.default(8991),
  STREAM_PORT: Port.default(8992),
  BIND: filled.default("127.0.0.1"),
  /** The Worker: where webhooks go. */
  PUBLIC_URL: z.url().default("http://127.0.0.1:8787"),
  STATE_DIR: filled,
  FFMPEG: filled.default("ffmpeg"),
  HOUSE_FORMAT: z.string().default("720p"),
  /** Raster of the guests' pictures; by default 640x360 when the house format is 360p, else 1280x720. */
  GUEST_SIZE: z
    .string()
    .regex(/^\d{2,4}x\d{2,4}$/, "must look like 1280x720")
    .optional(),
  CONTENTFUL_SPACE: filled.default("nonstop"),
  CONTENTFUL_ENVIRONMENT: filled.default("master"),
  CONTENTFUL_CDA_TOKEN: filled,
  CONTENTFUL_CMA_TOKEN: filled,
  CONTENTFUL_WEBHOOK_SECRET: z
    .string()
    .regex(/^[0-9a-zA-Z+/=_-]{64}$/, "must be 64 of 0-9 a-z A-Z + / = _ -"),
  ZOOM_ACCOUNT_ID: filled,
  ZOOM_HOST_USER: filled,
  ZOOM_CLIENT_ID: filled,
  ZOOM_CLIENT_SECRET: filled,
  ZOOM_WEBHOOK_SECRET: filled,
  /** Bearer token of the Stream stand-in. */
  STREAM_TOKEN: filled.default("stream-token"),
  STREAM_WEBHOOK_SECRET: filled.default("stream-webhook-secret"),
});

export type Settings = {
  ports: { contentful: number; zoom: number; stream: number };
  bind: string;
  publicUrl: string;
  stateDir: string;
  ffmpeg: string;
  guestSize: { width: number; height: number };
  contentful: {
    space: string;
    environment: string;
    cdaToken: string;
    cmaToken: string;
    webhookSecret: string;
  };
  zoom: {
    accountId: string;
    hostUser: string;
    clientId: string;
    clientSecret: string;
    webhookSecret: string;
  };
  stream: { token: string; webhookSecret: string };
};

/** Settings of the environment, or one sentence that names the wrong one. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
): { kind: "settings"; settings: Settings } | { kind: "bad-setting"; message: string } {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      kind: "bad-setting",
      message: `${issue?.path.join(".") ?? "environment"}: ${issue?.message ?? ""}`,
    };
  }
  const e = parsed.data;
  const size = e.GUEST_SIZE ?? (e.HOUSE_FORMAT === "360p" ? "640x360" : "1280x720");
  const [width = 1280, height = 720] = size.split("x").map(Number);
  const settings: Settings = {
    ports: { contentful: e.CONTENTFUL_PORT, zoom: e.ZOOM_PORT, stream: e.STREAM_PORT },
    bind: e.BIND,
    publicUrl: e.PUBLIC_URL.replace(/\/+$/, ""),
    stateDir: e.STATE_DIR,
    ffmpeg: e.FFMPEG,
    guestSize: { width, height },
    contentful: {
      space: e.CONTENTFUL_SPACE,
      environment: e.CONTENTFUL_ENVIRONMENT,
      cdaToken: e.CONTENTFUL_CDA_TOKEN,
      cmaToken: e.CONTENTFUL_CMA_TOKEN,
      webhookSecret: e.CONTENTFUL_WEBHOOK_SECRET,
    },
    zoom: {
      accountId: e.ZOOM_ACCOUNT_ID,
      hostUser: e.ZOOM_HOST_USER,
      clientId: e.ZOOM_CLIENT_ID,
      clientSecret: e.ZOOM_CLIENT_SECRET,
      webhookSecret: e.ZOOM_WEBHOOK_SECRET,
    },
    stream: { token: e.STREAM_TOKEN, webhookSecret: e.STREAM_WEBHOOK_SECRET },
  };
  return { kind: "settings", settings };
}
