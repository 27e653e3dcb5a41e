import { Hono } from "hono";
import { secondOf } from "@nonstop/contract/time";
import { openToken } from "./live/live-tokens.ts";
import type { StreamAccount } from "./stream-account.ts";

const absent = (): Response => new Response("not found", { status: 404 });
const refused = (): Response => new Response("unauthorized", { status: 401 });

/** What is played from an address: an input, or a video of one. */
type Played = { input: string; video: string | undefined };

/** What viewers read below the customer's subdomain: the manifest of a live input and what it names, and whether it is live. */
export function playbackRoutes(account: StreamAccount): Hono {
  const { broadcasts, feeds, state } = account;
  const app = new Hono();

  function played(idOrToken: string): Played | Response {
    const token = openToken(account.tokenSecret, idOrToken, secondOf(account.nowMs()));
    const id = token?.sub ?? idOrToken;
    const video = state.value.videos[id];
    const input = state.value.liveInputs[video?.liveInput ?? id];
    if (input === undefined) return absent();
    if (input.recording["requireSignedURLs"] === true && token === undefined) return refused();
    // Without recording there is nothing to play.
    if (input.recording["mode"] !== "automatic") return absent();
    return { input: input.uid, video: video === undefined ? broadcasts.videoOf(id) : id };
  }

  app.get("/:id/lifecycle", (c) => {
    const of = played(c.req.param("id"));
    if (of instanceof Response) return of;
    return c.json({ isInput: true, videoUID: of.video ?? null, live: broadcasts.isSending(of.input) });
  });
  app.get("/:id/manifest/:file", (c) => {
    const of = played(c.req.param("id"));
    if (of instanceof Response) return of;
    const file = c.req.param("file");
    if (file === "video.m3u8") {
      const master = of.video === undefined ? undefined : feeds.master(of.video);
      if (master === undefined) return absent();
      return c.body(master, 200, { "content-type": "application/vnd.apple.mpegurl" });
    }
    // A player may still be at the end of the broadcast before.
    const named = /^[0-9a-f]{32}/.exec(file)?.[0];
    const isOfInput = named !== undefined && state.value.videos[named]?.liveInput === of.input;
    return (isOfInput ? feeds.file(named, file) : undefined) ?? absent();
  });
  return app;
}
