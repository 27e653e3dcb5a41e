import { secondOf } from "@nonstop/contract/time";
import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { World } from "../server/world.ts";
import { webhookFaults, type Faults } from "../server/faults.ts";
import { log } from "../process/log.ts";
import type { ZoomEvent } from "./zoom-events.ts";

const RETRY_DELAYS_MS = [300_000, 1_200_000, 3_600_000];
const TIMEOUT_MS = 3000;

/** `x-zm-signature` over the raw body; the timestamp is in seconds. */
function signZoom(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`, "utf8").digest("hex")}`;
}

const ValidationAnswer = z.object({ plainToken: z.string(), encryptedToken: z.string() });

export type WebhookCall = {
  event: string;
  atMs: number;
  statusCode: number | undefined;
  problem: string | undefined;
};

type Needs = { url: string; secret: string; faults: () => Faults["webhooks"]; world: World };

/** Zoom's event subscription: one endpoint, signed and retried. */
export class ZoomWebhooks {
  /** The calls for the drills and the page, newest last. Bodies are left out, because they contain stream keys. */
  readonly calls: WebhookCall[] = [];
  validated = false;
  #closing = new AbortController();
  #o: Needs;

  constructor(o: Needs) {
    this.#o = o;
  }

  /** Sends an event with `nowMs` as its `event_ts`. The JSON is compact, because Zoom's SDK hashes what it re-serialises. */
  send(event: ZoomEvent, nowMs: number): void {
    const token = event.downloadToken === undefined ? {} : { download_token: event.downloadToken };
    const body = JSON.stringify({ event: event.event, event_ts: nowMs, payload: event.payload, ...token });
    this.#o.world.deliver({
      url: this.#o.url,
      method: "POST",
      body,
      sign: (signedAtMs) => this.#headers(body, signedAtMs),
      timeoutMs: TIMEOUT_MS,
      retryDelaysMs: RETRY_DELAYS_MS,
      shouldRetry: (status) => status === undefined || status >= 500 || status === 429,
      faults: webhookFaults(this.#o.faults(), event.event),
      signal: this.#closing.signal,
      onAttempt: ({ atMs, statusCode, problem }) => {
        this.calls.push({ event: event.event, atMs, statusCode, problem });
        if (this.calls.length > 500) this.calls.shift();
        log("zoom-webhook", { webhook: event.event, statusCode, problem });
      },
    });
  }

  /** Sends the challenge that Zoom sends when a subscription is saved, and every 72 hours. True when the answer is right. */
  async validate(): Promise<boolean> {
    const plainToken = randomBytes(16).toString("base64url");
    const body = JSON.stringify({
      event: "endpoint.url_validation",
      payload: { plainToken },
      event_ts: this.#o.world.nowMs(),
    });
    try {
      const response = await fetch(this.#o.url, {
        method: "POST",
        headers: this.#headers(body, this.#o.world.nowMs()),
        body,
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const answer = ValidationAnswer.safeParse(await response.json());
      const expected = createHmac("sha256", this.#o.secret).update(plainToken).digest("hex");
      this.validated =
        response.ok &&
        answer.success &&
        answer.data.plainToken === plainToken &&
        answer.data.encryptedToken === expected;
    } catch {
      this.validated = false;
    }
    log("zoom-url-validation", { validated: this.validated });
    return this.validated;
  }

  /** Validates at the start, every 2 s for up to five minutes, because the Worker may start after us. */
  async validateUntilAnswered(): Promise<void> {
    for (let tries = 0; tries < 150 && !this.#closing.signal.aborted; tries++) {
      if (await this.validate()) return;
      await sleep(2000, undefined, { ref: false, signal: this.#closing.signal }).catch(() => undefined);
    }
  }

  close(): void {
    this.#closing.abort();
  }

  #headers(body: string, nowMs: number): Record<string, string> {
    const timestamp = secondOf(nowMs);
    const secret = this.#o.faults().badSignature ? "not the secret" : this.#o.secret;
    return {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Zoom Marketplace/1.0a",
      "x-zm-request-timestamp": String(timestamp),
      "x-zm-signature": signZoom(secret, timestamp, body),
      "x-zm-trackingid": `v=2.0;${randomBytes(8).toString("hex")}`,
    };
  }
}
