import { secondOf } from "@nonstop/contract/time";
import { Hono } from "hono";
import { z } from "zod";
import { failed, notFound, ok, sent } from "./envelope.ts";
import { signToken } from "./live/live-tokens.ts";
import type { StreamAccount } from "./stream-account.ts";
import { downloadsAnswer, Meta, uid, videoAnswer } from "./stream-state.ts";

const Copy = z.object({
  url: z.url(),
  meta: Meta.default({}),
  requireSignedURLs: z.boolean().default(false),
});
const Edit = z.object({ meta: Meta, requireSignedURLs: z.boolean() }).partial();
const NewToken = z.object({
  exp: z.number().optional(),
  nbf: z.number().optional(),
  downloadable: z.boolean().default(false),
});
/** A token that names no expiry ends after this long. */
const TOKEN_SECONDS = 3600;
const MAX_TOKEN_SECONDS = 86_400;

/** The routes of videos: copy, list, read, change, delete, MP4, token. */
export function videoRoutes(account: StreamAccount): Hono {
  const api = new Hono();
  const { origin } = account;
  const { videos } = account.state.value;
  api.post("/copy", async (c) => {
    const body = await sent(c, Copy);
    if (body instanceof Response) return body;
    const created = new Date(account.nowMs()).toISOString();
    const meta = { "downloaded-from": body.url, ...body.meta };
    const video = { uid: uid(), ...body, meta, created, modified: created, state: "downloading" as const };
    videos[video.uid] = video;
    account.state.changed();
    void account.copy(video);
    return ok(videoAnswer(video, origin));
  });
  api.get("/", (c) => {
    const { status, start } = c.req.query();
    const wanted = Object.values(videos).filter(
      (video) =>
        (status === undefined || status === video.state) &&
        (start === undefined || Date.parse(video.created) >= Date.parse(start)),
    );
    return ok(wanted.map((video) => videoAnswer(video, origin)));
  });
  api.get("/:id", (c) => {
    const video = videos[c.req.param("id")];
    return video === undefined ? notFound() : ok(videoAnswer(video, origin));
  });
  api.post("/:id", async (c) => {
    const video = videos[c.req.param("id")];
    if (video === undefined) return notFound();
    const body = await sent(c, Edit);
    if (body instanceof Response) return body;
    const { meta = video.meta, requireSignedURLs = video.requireSignedURLs } = body;
    Object.assign(video, { meta, requireSignedURLs, modified: new Date(account.nowMs()).toISOString() });
    account.state.changed();
    return ok(videoAnswer(video, origin));
  });
  api.delete("/:id", (c) => {
    account.feeds.remove(c.req.param("id"));
    delete videos[c.req.param("id")];
    account.state.changed();
    return c.body(null, 200);
  });
  api.on(["GET", "POST"], "/:id/downloads", (c) => {
    const video = videos[c.req.param("id")];
    if (video?.state !== "ready") return notFound();
    if (c.req.method === "POST") {
      video.downloadAskedMs ??= account.nowMs();
      account.state.changed();
    }
    return ok(
      downloadsAnswer(video, {
        origin,
        nowMs: account.nowMs(),
        fate: account.board.all.stream.downloads,
      }),
    );
  });
  api.post("/:id/token", async (c) => {
    const sub = c.req.param("id");
    // A live input is played like a video.
    if (videos[sub] === undefined && account.state.value.liveInputs[sub] === undefined) return notFound();
    const body = await sent(c, NewToken);
    if (body instanceof Response) return body;
    const now = secondOf(account.nowMs());
    const { downloadable, exp = now + TOKEN_SECONDS, nbf = now - TOKEN_SECONDS } = body;
    if (exp > now + MAX_TOKEN_SECONDS) return failed(400, 10005, "Bad Request: exp must be within 24 hours");
    return ok({ token: signToken(account.tokenSecret, { sub, exp, nbf, downloadable }) });
  });
  return api;
}
