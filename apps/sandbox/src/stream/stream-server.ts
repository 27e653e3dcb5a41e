import { createHmac, randomBytes } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { deliverWebhook } from "../deliver-webhook.ts";
import { faultyApi } from "../faults.ts";
import { log } from "../log.ts";
import { commonRoutes, onFault } from "../serve-common.ts";
import type { FaultBoard } from "../serve-common.ts";
import { openStateFile } from "../state-file.ts";

const Meta = z.record(z.string(), z.unknown());
const Video = z.object({
  uid: z.string(),
  url: z.string(),
  meta: Meta,
  created: z.string(),
  readyAtMs: z.number(),
});
const LiveInput = z.object({
  uid: z.string(),
  streamKey: z.string(),
  meta: Meta,
  created: z.string(),
  recording: Meta,
});
const State = z.object({
  videos: z.record(z.string(), Video),
  liveInputs: z.record(z.string(), LiveInput),
  webhook: z.object({ notificationUrl: z.string(), modified: z.string(), secret: z.string() }).optional(),
});
type Video = z.infer<typeof Video>;
type LiveInput = z.infer<typeof LiveInput>;

/** How long a copied video is "downloading" before it is "ready". */
const PROCESSING_MS = 1500;

const Copy = z.object({ url: z.url(), meta: Meta.default({}) });
const NewLiveInput = z.object({ meta: Meta.default({}), recording: Meta.default({ mode: "off" }) });
const NewWebhook = z.object({ notificationUrl: z.url() });

const uid = (): string => randomBytes(16).toString("hex");
const ok = (result: unknown, status = 200): Response =>
  Response.json({ result, success: true, errors: [], messages: [] }, { status });
const failed = (status: number, code: number, message: string): Response =>
  Response.json({ result: null, success: false, errors: [{ code, message }], messages: [] }, { status });

/** `Webhook-Signature` of Cloudflare Stream; time in Unix seconds. */
export function signStream(secret: string, time: number, body: string): string {
  return `time=${time},sig1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
}

/** Cloudflare Stream, thin: live inputs, copy from a URL, get, list, webhook. No media passes through it. */
export function streamServer(o: { stateDir: string; token: string; board: FaultBoard; origin: string }): {
  app: Hono;
  close: () => void;
} {
  const closing = new AbortController();
  const state = openStateFile(`${o.stateDir}/stream.json`, State, (): z.infer<typeof State> => ({
    videos: {},
    liveInputs: {},
  }));
  const app = new Hono();
  app.onError(onFault);
  app.route(
    "/",
    commonRoutes(o.board, () => ({ sandbox_stream_videos: Object.keys(state.value.videos).length })),
  );

  const videoAnswer = (v: Video): object => {
    const isReady = Date.now() >= v.readyAtMs;
    return {
      uid: v.uid,
      meta: v.meta,
      created: v.created,
      modified: v.created,
      readyToStream: isReady,
      status: isReady
        ? { state: "ready", pctComplete: "100.000000" }
        : { state: "downloading", pctComplete: "0.000000" },
      duration: isReady ? 60 : -1,
      input: isReady ? { width: 1280, height: 720 } : { width: -1, height: -1 },
      playback: {
        hls: `${o.origin}/${v.uid}/manifest/video.m3u8`,
        dash: `${o.origin}/${v.uid}/manifest/video.mpd`,
      },
      requireSignedURLs: false,
    };
  };
  const inputAnswer = (input: LiveInput): object => ({
    uid: input.uid,
    meta: input.meta,
    created: input.created,
    modified: input.created,
    recording: input.recording,
    enabled: true,
    rtmps: { url: "rtmps://live.cloudflare.com:443/live/", streamKey: input.streamKey },
    playback: {
      hls: `${o.origin}/${input.uid}/manifest/video.m3u8`,
      dash: `${o.origin}/${input.uid}/manifest/video.mpd`,
    },
    status: null,
  });

  function tellReady(video: Video): void {
    const webhook = state.value.webhook;
    if (webhook === undefined || state.value.videos[video.uid] === undefined) return;
    const body = JSON.stringify(videoAnswer(video));
    const faults = o.board.all.stream.webhooks;
    void deliverWebhook({
      url: webhook.notificationUrl,
      method: "POST",
      body,
      sign: (nowMs) => ({
        "content-type": "application/json",
        "webhook-signature": signStream(
          faults.badSignature ? "wrong" : webhook.secret,
          Math.floor(nowMs / 1000),
          body,
        ),
      }),
      timeoutMs: 10_000,
      retryDelaysMs: [],
      shouldRetry: () => false,
      faults,
      signal: closing.signal,
      onAttempt: ({ statusCode, problem }) => log("stream-webhook", { statusCode, problem }),
    });
  }

  const api = new Hono();
  api.use(async (c, next) => {
    if (c.req.header("authorization") !== `Bearer ${o.token}`)
      return failed(403, 10000, "Authentication error");
    await next();
    return undefined;
  });
  api.use(
    faultyApi(
      () => o.board.all.stream,
      (status) =>
        status === 429 ? failed(429, 10429, "Rate limited") : failed(500, 10500, "Internal error"),
    ),
  );
  api.post("/copy", async (c) => {
    const body = Copy.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return failed(400, 10005, `Bad Request: ${z.prettifyError(body.error)}`);
    const nowMs = Date.now();
    const video = {
      uid: uid(),
      ...body.data,
      created: new Date(nowMs).toISOString(),
      readyAtMs: nowMs + PROCESSING_MS,
    };
    state.value.videos[video.uid] = video;
    state.changed();
    setTimeout(() => tellReady(video), PROCESSING_MS).unref();
    return ok(videoAnswer(video));
  });
  api.put("/webhook", async (c) => {
    const body = NewWebhook.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return failed(400, 10005, `Bad Request: ${z.prettifyError(body.error)}`);
    state.value.webhook = {
      ...body.data,
      modified: new Date().toISOString(),
      secret: state.value.webhook?.secret ?? uid(),
    };
    state.changed();
    return ok(state.value.webhook);
  });
  api.post("/live_inputs", async (c) => {
    const body = NewLiveInput.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return failed(400, 10005, `Bad Request: ${z.prettifyError(body.error)}`);
    const input = {
      uid: uid(),
      streamKey: `${uid()}k${uid()}`,
      ...body.data,
      created: new Date().toISOString(),
    };
    state.value.liveInputs[input.uid] = input;
    state.changed();
    return ok(inputAnswer(input));
  });
  api.get("/live_inputs", () => ok({ liveInputs: Object.values(state.value.liveInputs).map(inputAnswer) }));
  api.get("/live_inputs/:id", (c) => {
    const input = state.value.liveInputs[c.req.param("id")];
    return input === undefined ? failed(404, 10003, "Not Found") : ok(inputAnswer(input));
  });
  api.delete("/live_inputs/:id", (c) => {
    delete state.value.liveInputs[c.req.param("id")];
    state.changed();
    return c.body(null, 204);
  });
  api.get("/", () => ok(Object.values(state.value.videos).map(videoAnswer)));
  api.get("/:id", (c) => {
    const video = state.value.videos[c.req.param("id")];
    return video === undefined
      ? failed(404, 10003, "Not Found: The requested video was not found")
      : ok(videoAnswer(video));
  });
  api.delete("/:id", (c) => {
    delete state.value.videos[c.req.param("id")];
    state.changed();
    return c.body(null, 200);
  });
  app.route("/client/v4/accounts/:account/stream", api);
  return {
    app,
    close: () => {
      closing.abort();
      state.flush();
    },
  };
}
