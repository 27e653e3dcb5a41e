import { z } from "zod";
import { askedWaitMs } from "../../schedule/steps/back-off.ts";
import type { StreamSettings } from "../../settings.ts";
import { VENDOR_TIMEOUT_MS, type VendorAnswer } from "../../schedule/ports/vendor-answer.ts";

/** The MP4 of a video. */
export type Download = { kind: "ready"; url: string } | { kind: "under-way" } | { kind: "failed" };

/** What we use of Cloudflare Stream. */
export type StreamApi = {
  /** The videos that are ready and were begun since, as they come. */
  listReady(sinceMs: number): Promise<VendorAnswer<unknown[]>>;
  /** Whether the video is there. */
  findVideo(uid: string): Promise<VendorAnswer<unknown>>;
  /** Has an MP4 made, if there is none yet. */
  askDownload(uid: string): Promise<VendorAnswer<unknown>>;
  /** How far the MP4 is. */
  readDownload(uid: string): Promise<VendorAnswer<Download>>;
  /** A token that stands in an address of a video for its id, until `expires` (Unix seconds). */
  makeToken(uid: string, expires: number): Promise<VendorAnswer<string>>;
};

const Downloads = z
  .object({ default: z.object({ status: z.string(), url: z.url() }).optional() })
  .transform(({ default: mp4 }): Download => {
    if (mp4?.status === "ready") return { kind: "ready", url: mp4.url };
    return { kind: mp4?.status === "error" ? "failed" : "under-way" };
  });
const Token = z.object({ token: z.string().min(1) }).transform(({ token }) => token);
const Envelope = z.object({ result: z.unknown() });
const Problem = z.object({ errors: z.array(z.object({ code: z.int() })) });

/** The real thing, over HTTP. */
export function streamOver(settings: StreamSettings): StreamApi {
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
    listReady: (sinceMs) => {
      const query = new URLSearchParams({ status: "ready", start: new Date(sinceMs).toISOString() });
      return call(`${all}?${query.toString()}`, z.array(z.unknown()));
    },
    findVideo: (uid) => call(video(uid), z.unknown()),
    askDownload: (uid) => call(video(uid, "/downloads"), z.unknown(), {}),
    readDownload: (uid) => call(video(uid, "/downloads"), Downloads),
    makeToken: (uid, exp) => call(video(uid, "/token"), Token, { exp, downloadable: true }),
  };
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
