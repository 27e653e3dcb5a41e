import { z } from "zod";
import type { StreamSettings } from "../../settings.ts";
import type { Download, ReadyVideo, Videos } from "../../schedule/ports/videos.ts";
import { StreamRequest } from "./stream-request.ts";
import { readVideoNews } from "./video-news.ts";

const Downloads = z
  .object({ default: z.object({ status: z.string(), url: z.url() }).optional() })
  .transform(({ default: mp4 }): Download => {
    if (mp4?.status === "ready") return { kind: "ready", url: mp4.url };
    return { kind: mp4?.status === "error" ? "failed" : "under-way" };
  });
const Token = z.object({ token: z.string().min(1) }).transform(({ token }) => token);

/** The videos of Cloudflare Stream over HTTP. */
export function streamVideos(settings: StreamSettings): Videos {
  const request = new StreamRequest(settings);
  return {
    async listReady(sinceMs) {
      const query = new URLSearchParams({ status: "ready", start: new Date(sinceMs).toISOString() });
      const path = `?${query.toString()}`;
      const answer = await request.call({ method: "GET", path }, z.array(z.unknown()));
      return answer.kind === "ok" ? { kind: "ok", value: answer.value.flatMap(readyVideo) } : answer;
    },
    findVideo: (uid) => request.call({ method: "GET", path: `/${uid}` }, z.unknown()),
    askDownload: (uid) => request.call({ method: "POST", path: `/${uid}/downloads`, body: {} }, z.unknown()),
    async readDownload({ uid, signed }, exp) {
      const download = await request.call({ method: "GET", path: `/${uid}/downloads` }, Downloads);
      if (!signed || download.kind !== "ok" || download.value.kind !== "ready") return download;
      const body = { exp, downloadable: true };
      const token = await request.call({ method: "POST", path: `/${uid}/token`, body }, Token);
      if (token.kind !== "ok") return token;
      // In the address of a signed video its token stands for its id.
      const url = download.value.url.replace(`/${uid}/`, `/${token.value}/`);
      return { kind: "ok", value: { kind: "ready", url } };
    },
  };
}

// One that cannot be read is no reason to leave out the others.
function readyVideo(value: unknown): ReadyVideo[] {
  const read = readVideoNews(value);
  return read.kind === "news" && read.news.state === "ready" ? [read.news] : [];
}
