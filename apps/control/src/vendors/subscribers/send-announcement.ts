import { Webhook } from "standardwebhooks";
import type { Letter, Subscriber, Subscribers } from "../../schedule/ports/subscribers.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import { askedWaitMs, VENDOR_TIMEOUT_MS } from "../patience.ts";

/** Answers after which the same request may work. */
const MAY_PASS: ReadonlySet<number> = new Set([408, 409, 425, 429]);

/**
 * Sends announcements by POST, signed by the Standard Webhooks specification where the subscriber checks that. Redirects are not
 * followed. No problem repeats an address, which may hold a token.
 */
export function announcementSender(): Subscribers {
  return {
    async send(to, letter, nowMs) {
      try {
        const response = await fetch(to.url, {
          method: "POST",
          redirect: "manual",
          headers: {
            "content-type": "application/json",
            "user-agent": "Nonstop",
            ...signature(to, letter, nowMs),
          },
          body: letter.body,
          signal: AbortSignal.timeout(VENDOR_TIMEOUT_MS),
        });
        await response.body?.cancel();
        return answerOf(response, nowMs);
      } catch {
        return { kind: "retry", message: "It does not answer." };
      }
    },
  };
}

function signature(to: Subscriber, { id, body }: Letter, nowMs: number): Record<string, string> {
  if (to.format === "slack") return {};
  const sentAt = new Date(nowMs);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(nowMs / 1000)),
    "webhook-signature": new Webhook(to.secret).sign(id, sentAt, body),
  };
}

function answerOf({ status, ok, headers }: Response, nowMs: number): VendorAnswer<undefined> {
  if (ok) return { kind: "ok", value: undefined };
  if (status === 410) return { kind: "gone" };
  const message = `It answers ${status}.`;
  if (status >= 500 || MAY_PASS.has(status)) {
    const askedMs = askedWaitMs(headers.get("retry-after"), nowMs);
    return { kind: "retry", message, ...(askedMs === undefined ? {} : { askedMs }) };
  }
  return { kind: "refused", message };
}
