import { setTimeout as sleep } from "node:timers/promises";
import type { Faults } from "../server/faults.ts";

/** One attempt to deliver, for the call logs. `statusCode` is undefined when nothing answered. */
export type Attempt = {
  atMs: number;
  tookMs: number;
  statusCode: number | undefined;
  responseHeaders: Record<string, string>;
  responseBody: string;
  problem: string | undefined;
  requestHeaders: Record<string, string>;
};

export type Delivery = {
  url: string;
  method: string;
  body: string;
  /** Makes the headers with the signature, for each attempt or once (see `resignOnRetry`). */
  sign: (nowMs: number) => Record<string, string>;
  timeoutMs: number;
  /** Pauses before each further attempt. */
  retryDelaysMs: readonly number[];
  shouldRetry: (statusCode: number | undefined) => boolean;
  faults: Faults["webhooks"];
  onAttempt: (attempt: Attempt) => void;
  signal: AbortSignal;
};

let deliveries = 0;

async function attempt(d: Delivery, headers: Record<string, string>): Promise<Attempt> {
  const atMs = Date.now();
  const base = { atMs, requestHeaders: headers };
  try {
    const response = await fetch(d.url, {
      method: d.method,
      headers,
      body: d.body,
      redirect: "manual",
      signal: AbortSignal.any([d.signal, AbortSignal.timeout(d.timeoutMs)]),
    });
    return {
      ...base,
      tookMs: Date.now() - atMs,
      statusCode: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody: (await response.text()).slice(0, 20_000),
      problem: undefined,
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const problem = String(cause);
    return {
      ...base,
      tookMs: Date.now() - atMs,
      statusCode: undefined,
      responseHeaders: {},
      responseBody: "",
      problem,
    };
  }
}

async function deliverOnce(d: Delivery): Promise<void> {
  const first = d.sign(Date.now());
  for (const [tries, pause] of [0, ...(d.faults.retryDelaysMs ?? d.retryDelaysMs)].entries()) {
    if (pause > 0) await sleep(pause, undefined, { signal: d.signal, ref: false });
    if (d.signal.aborted) return;
    const made = await attempt(d, tries === 0 || !d.faults.resignOnRetry ? first : d.sign(Date.now()));
    if (d.signal.aborted) return;
    d.onAttempt(made);
    if (!d.shouldRetry(made.statusCode)) return;
  }
}

/** Delivers a webhook with its retries and the faults that are set. Never rejects. */
export async function deliverWebhook(d: Delivery): Promise<void> {
  const number = deliveries++;
  if (d.faults.lost) return;
  const heldMs = d.faults.delayMs + (d.faults.outOfOrder && number % 2 === 0 ? 1000 : 0);
  try {
    if (heldMs > 0) await sleep(heldMs, undefined, { signal: d.signal, ref: false });
    for (let copy = 0; copy <= d.faults.duplicates; copy++) await deliverOnce(d);
  } catch (error) {
    // A pause is interrupted only when the stand-in closes.
    if (!d.signal.aborted) throw error;
  }
}
