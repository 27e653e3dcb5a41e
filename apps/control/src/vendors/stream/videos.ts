import { z } from "zod";
import type { StreamSettings } from "../../settings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import type { Download, ReadyVideo, Videos } from "../../schedule/ports/videos.ts";
import { askedWaitMs, VENDOR_TIMEOUT_MS } from "../patience.ts";
import { readVideoNews } from "./video-news.ts";

const Downloads = z
  .object({ default: z.object({ status: z.string(), url: z.url() }).optional() })
  .transform(({ default: mp4 }): Download => {
    if (mp4?.status === "ready") return { kind: "ready", url: mp4.url };
    return { kind: mp4?.status === "error" ? "failed" : "under-way" };
  });
const Token = z.object({ token: z.string().min(1) }).transform(({ token }) => token);
const Envelope = z.object({ result: z.unknown() });
const Problem = z.object({ errors: z.array(z.object({ code: z.int() })) });

/** Cloudflare Stream over HTTP. */
export function streamVideos(settings: StreamSettings): Videos {
  const all = `${settings.apiUrl}/accounts/${encodeURIComponent(settings.account)}/stream`;
  const video = (uid: string, rest = ""): string => `${all}/${uid}${rest}`;
  const headers = { authorization: `Bearer ${settings.token}`, "content-type": "application/json" };
  const call = async <T>(url: string, schema: z.ZodType<T>, post?: object): Promise<VendorAnswer<T>> => {
    const sent = post === undefined ? {} : { method: "POST", body: JSON.stringify(post) };
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        ...sent,
        headers,
        signal: AbortSignal.timeout(VENDOR_TIMEOUT_MS),
      });
      text = await response.text();
    } catch {
      return { kind: "retry", message: "Stream does not answer." };
    }
    if (!response.ok) return problemOf(response, text);
    const envelope = Envelope.safeParse(jsonOf(text)).data;
    const parsed = schema.safeParse(envelope?.result);
    if (parsed.success) return { kind: "ok", value: parsed.data };
    return { kind: "refused", message: "Stream's answer cannot be read." };
  };
  return {
    async listReady(sinceMs) {
      const query = new URLSearchParams({ status: "ready", start: new Date(sinceMs).toISOString() });
      const answer = await call(`${all}?${query.toString()}`, z.array(z.unknown()));
      return answer.kind === "ok" ? { kind: "ok", value: answer.value.flatMap(readyVideo) } : answer;
    },
    findVideo: (uid) => call(video(uid), z.unknown()),
    askDownload: (uid) => call(video(uid, "/downloads"), z.unknown(), {}),
    async readDownload({ uid, signed }, exp) {
      const download = await call(video(uid, "/downloads"), Downloads);
      if (!signed || download.kind !== "ok" || download.value.kind !== "ready") return download;
      const token = await call(video(uid, "/token"), Token, { exp, downloadable: true });
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

function problemOf(response: Response, text: string): VendorAnswer<never> {
  const { status, headers } = response;
  if (status === 429) {
    const askedMs = askedWaitMs(headers.get("retry-after"), Date.now()) ?? 30_000;
    return { kind: "retry", message: "Stream's rate limit is reached.", askedMs };
  }
  if (status >= 500) return { kind: "retry", message: `Stream answers ${status}.` };
  if (status === 404) return { kind: "gone" };
  const cure =
    status === 401 || status === 403
      ? " Check STREAM_ACCOUNT_ID, and that STREAM_API_TOKEN may edit Stream."
      : "";
  const code = Problem.safeParse(jsonOf(text)).data?.errors[0]?.code ?? status;
  return { kind: "refused", message: `Stream answers ${code}.${cure}` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
