import { Hono } from "hono";
import { z } from "zod";
import { faultyApi } from "../server/faults.ts";
import { commonRoutes, onFault } from "../server/common-routes.ts";
import { failed, notFound, ok, refusalAnswer, sent } from "./envelope.ts";
import { liveInputRoutes } from "./live-input-routes.ts";
import { playbackRoutes } from "./playback-routes.ts";
import { StreamAccount, type StreamOptions } from "./stream-account.ts";
import { uid } from "./stream-state.ts";
import { videoRoutes } from "./video-routes.ts";

const NewWebhook = z.object({ notificationUrl: z.url() });
const FILM_NAME = /^[a-z0-9-]{1,40}\.mp4$/;

/** A thin Cloudflare Stream: copy from a URL, MP4 downloads, webhook, live inputs and their playback. */
export function streamServer(o: StreamOptions): {
  app: Hono;
  /** Lets a connection send to the live input of a stream key. */
  admit: StreamAccount["admit"];
  close: () => void;
} {
  const account = new StreamAccount(o);
  const { state } = account;
  const app = new Hono();
  app.onError(onFault);
  app.route(
    "/",
    commonRoutes(o.board, () => ({ sandbox_stream_videos: Object.keys(state.value.videos).length })),
  );
  // Test films to copy, for people who have none at hand.
  app.get("/sandbox/films/:name", async (c): Promise<Response> => {
    const name = c.req.param("name");
    if (!FILM_NAME.test(name)) return c.text("a film is called as-you-like.mp4", 404);
    const { title, seconds } = c.req.query();
    return account.films.film(name.slice(0, -".mp4".length), { title, seconds });
  });
  app.get("/sandbox/inputs", (c) => {
    const { liveInputs } = state.value;
    const told = Object.keys(liveInputs).map((input) => ({
      input,
      meta: liveInputs[input]?.meta,
      isSending: account.broadcasts.isSending(input),
      status: account.broadcasts.status(input),
      video: account.broadcasts.videoOf(input) ?? null,
    }));
    return c.json(told);
  });
  app.post("/sandbox/inputs/:id/cut", (c) => c.json({ isCut: account.broadcasts.cut(c.req.param("id")) }));
  app.route("/", playbackRoutes(account));
  app.get("/:id/downloads/default.mp4", (c) => account.download(c.req.param("id")));

  const api = new Hono();
  api.use(async (c, next) => {
    if (c.req.header("authorization") !== `Bearer ${o.token}`)
      return failed(403, 10000, "Authentication error");
    await next();
    return undefined;
  });
  api.use(faultyApi(() => o.board.all.stream, refusalAnswer));
  api.put("/webhook", async (c) => {
    const body = await sent(c, NewWebhook);
    if (body instanceof Response) return body;
    const secret = state.value.webhook?.secret ?? uid();
    state.value.webhook = { ...body, modified: new Date(account.nowMs()).toISOString(), secret };
    state.changed();
    return ok(state.value.webhook);
  });
  api.get("/webhook", () => (state.value.webhook === undefined ? notFound() : ok(state.value.webhook)));
  api.route("/live_inputs", liveInputRoutes(account));
  api.route("/", videoRoutes(account));
  app.route("/client/v4/accounts/:account/stream", api);
  return { app, admit: (key, sender) => account.admit(key, sender), close: () => account.close() };
}
