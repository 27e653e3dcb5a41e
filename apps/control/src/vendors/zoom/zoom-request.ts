import { present } from "@nonstop/contract/present";
import { z } from "zod";
import { askedWaitMs, VENDOR_TIMEOUT_MS } from "../patience.ts";
import type { ZoomSettings } from "../../settings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const ErrorAnswer = z.object({ code: z.int().optional(), message: z.string().optional() });
/** Renewed when no more than this is left. */
const RENEW_MS = 60_000;

/** What became of a call. `code`: Zoom's own number of why it was refused. */
export type ZoomAnswer<T> =
  | Exclude<VendorAnswer<T>, { kind: "refused" }>
  | { kind: "refused"; message: string; code?: number };

export type ZoomCall = { method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"; path: string; body?: object };

/** Speaks to Zoom's REST API as a server-to-server app; keeps its token in memory and renews it. */
export class ZoomRequest {
  readonly #settings: ZoomSettings;
  #token: { value: string; expiresMs: number } | undefined;

  constructor(settings: ZoomSettings) {
    this.#settings = settings;
  }

  /** Makes a call; `schema` parses the body of its answer. A token that died early is renewed once. */
  async call<T>(call: ZoomCall, schema: z.ZodType<T>): Promise<ZoomAnswer<T>> {
    const first = await this.#once(call, schema);
    if (first.kind !== "unauthorised") return first;
    this.#token = undefined;
    const second = await this.#once(call, schema);
    return second.kind === "unauthorised" ? refusedCredentials() : second;
  }

  async #once<T>(call: ZoomCall, schema: z.ZodType<T>): Promise<ZoomAnswer<T> | { kind: "unauthorised" }> {
    const token = await this.#renewed();
    if (token.kind !== "ok") return token;
    const headers = { authorization: `Bearer ${token.value}`, "content-type": "application/json" };
    const body = call.body === undefined ? null : JSON.stringify(call.body);
    const url = this.#settings.apiUrl + call.path;
    const response = await reach(url, { method: call.method, headers, body });
    if (response === undefined) return { kind: "retry", message: "Zoom does not answer." };
    if (response.status === 401) return { kind: "unauthorised" };
    if (!response.ok) return problemOf(response);
    const parsed = schema.safeParse(jsonOf(response.text));
    if (parsed.success) return { kind: "ok", value: parsed.data };
    const field = parsed.error.issues[0]?.path.map(String).join(".") ?? "body";
    return { kind: "refused", message: `Zoom's answer cannot be read: ${field}.` };
  }

  async #renewed(): Promise<VendorAnswer<string>> {
    if (this.#token !== undefined && this.#token.expiresMs - Date.now() > RENEW_MS)
      return { kind: "ok", value: this.#token.value };
    const { oauthUrl, clientId, clientSecret, accountId } = this.#settings;
    const response = await reach(oauthUrl, {
      method: "POST",
      headers: {
        authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ grant_type: "account_credentials", account_id: accountId }).toString(),
    });
    if (response === undefined) return { kind: "retry", message: "Zoom does not give out a token." };
    if (response.status === 400 || response.status === 401) return refusedCredentials();
    if (!response.ok) return problemOf(response);
    const parsed = TokenAnswer.safeParse(jsonOf(response.text));
    if (!parsed.success) return { kind: "retry", message: "Zoom's token cannot be read." };
    this.#token = {
      value: parsed.data.access_token,
      expiresMs: Date.now() + parsed.data.expires_in * 1000,
    };
    return { kind: "ok", value: this.#token.value };
  }
}

type Reached = { ok: boolean; status: number; headers: Headers; text: string };

async function reach(url: string, init: RequestInit): Promise<Reached | undefined> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(VENDOR_TIMEOUT_MS) });
    return {
      ok: response.ok,
      status: response.status,
      headers: response.headers,
      text: await response.text(),
    };
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusedCredentials(): { kind: "refused"; message: string } {
  const message =
    "Zoom refuses our credentials: check ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET.";
  return { kind: "refused", message };
}

/** Zoom's codes that mean "not now" although the status says 400. */
const TOO_OFTEN = 4001;
const NOT_STARTED = 4927;
const NO_MEETING = 3001;
const SCOPE_CODES: readonly (number | undefined)[] = [4700, 4711];
const NOT_STARTED_MS = 5_000;
const TOO_OFTEN_MS = 30_000;

function problemOf(
  response: Reached,
):
  | { kind: "retry"; message: string; askedMs?: number }
  | { kind: "gone" }
  | { kind: "refused"; message: string; code?: number } {
  const { code, message = "" } = ErrorAnswer.safeParse(jsonOf(response.text)).data ?? {};
  if (response.status === 429 || code === 429 || code === TOO_OFTEN) {
    const asked = response.headers.get("retry-after") ?? response.headers.get("x-ratelimit-reset");
    return {
      kind: "retry",
      message: "Zoom's rate limit is reached.",
      askedMs: askedWaitMs(asked, Date.now()) ?? TOO_OFTEN_MS,
    };
  }
  if (code === NOT_STARTED)
    return { kind: "retry", message: "The meeting has not started.", askedMs: NOT_STARTED_MS };
  if (response.status >= 500) return { kind: "retry", message: `Zoom answers ${response.status}.` };
  if (code === NO_MEETING) return { kind: "gone" };
  const cure = SCOPE_CODES.includes(code) ? " Add the scope to the Zoom app." : "";
  // Zoom's texts name the meeting by its id, which is half of an invitation.
  const said = message.slice(0, 200).replaceAll(/\d{9,}/g, "(id)");
  return {
    kind: "refused",
    message: `Zoom answers ${code ?? response.status}: ${said}${cure}`,
    ...present({ code }),
  };
}
