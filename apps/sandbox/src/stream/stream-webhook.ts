import { secondOf } from "@nonstop/contract/time";
import { createHmac } from "node:crypto";
import type { World } from "../server/world.ts";
import type { Faults } from "../server/faults.ts";
import { log } from "../process/log.ts";

/** The `Webhook-Signature` of Cloudflare Stream. `time` is in Unix seconds. */
export function signStream(secret: string, time: number, body: string): string {
  return `time=${time},sig1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
}

/** Calls an account's webhook, with the faults that are set. */
export function callStreamWebhook(
  world: World,
  o: {
    webhook: { notificationUrl: string; secret: string };
    body: string;
    faults: Faults["webhooks"];
    signal: AbortSignal;
  },
): void {
  const { webhook, body, faults, signal } = o;
  const secret = faults.badSignature ? "wrong" : webhook.secret;
  world.deliver({
    url: webhook.notificationUrl,
    method: "POST",
    body,
    sign: (nowMs) => ({
      "content-type": "application/json",
      "webhook-signature": signStream(secret, secondOf(nowMs), body),
    }),
    timeoutMs: 10_000,
    // Cloudflare documents no retries. The `retryDelaysMs` of the faults may add some.
    retryDelaysMs: [],
    shouldRetry: (status) => status === undefined || status >= 500,
    faults,
    signal,
    onAttempt: ({ statusCode, problem }) => log("stream-webhook", { statusCode, problem }),
  });
}
