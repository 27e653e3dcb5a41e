import { createHash, randomUUID } from "node:crypto";
import type { World } from "../server/world.ts";
import type { Attempt } from "../webhooks/deliver-webhook.ts";
import { webhookFaults, type Faults } from "../server/faults.ts";
import { log } from "../process/log.ts";
import { matchesTopic, passesFilters } from "./webhook-definition.ts";
import type { WebhookDefinition } from "./webhook-definition.ts";
import { signContentful } from "./webhook-signature.ts";

const RETRY_PAUSE_MS = 30_000;
const TIMEOUT_MS = 30_000;
const MEDIA_TYPE = "application/vnd.contentful.management.v1+json";
const KEPT_CALLS = 500;

export type WebhookCall = {
  id: string;
  webhook: string;
  url: string;
  eventType: string;
  body: string;
  attempt: Attempt;
};
/** An event of the space for webhooks. `topic` is like `Entry.publish`. */
export type SpaceEvent = {
  topic: string;
  payload: object;
  crn: string;
  /** Under which circumstances it came about. */
  headers?: Readonly<Record<string, string>>;
};

type Needs = {
  definitions: () => readonly WebhookDefinition[];
  secret: () => string | undefined;
  maxRetries: () => number;
  faults: () => Faults["webhooks"];
  world: World;
};

/** Sends the events of the space to its subscribers, signed and with retries. Keeps the call log. */
export class SpaceWebhooks {
  readonly calls: WebhookCall[] = [];
  #closing = new AbortController();
  #o: Needs;

  constructor(o: Needs) {
    this.#o = o;
  }

  send(event: SpaceEvent): void {
    for (const definition of this.#o.definitions()) {
      if (!definition.active || !matchesTopic(definition.topics, event.topic)) continue;
      if (!passesFilters(definition.filters, event.payload)) continue;
      this.#deliver(definition, event);
    }
  }

  close(): void {
    this.#closing.abort();
  }

  #deliver(definition: WebhookDefinition, event: SpaceEvent): void {
    const faults = webhookFaults(this.#o.faults(), event.topic);
    const body = JSON.stringify(event.payload);
    const basic = Buffer.from(`${definition.httpBasicUsername ?? ""}:${definition.httpBasicPassword ?? ""}`);
    const headers: Record<string, string> = {
      "Content-Type": MEDIA_TYPE,
      "X-Contentful-Topic": `ContentManagement.${event.topic}`,
      "X-Contentful-Webhook-Name": /^[\u0020-\u00ff]*$/.test(definition.name)
        ? definition.name
        : encodeURIComponent(definition.name),
      "X-Contentful-Idempotency-Key": createHash("sha256").update(randomUUID()).digest("hex"),
      "X-Contentful-CRN": event.crn,
      ...event.headers,
      ...Object.fromEntries(definition.headers.map((header) => [header.key, header.value ?? ""])),
      ...(definition.httpBasicUsername ? { Authorization: `Basic ${basic.toString("base64")}` } : {}),
    };
    this.#o.world.deliver({
      url: definition.url,
      method: "POST",
      body,
      sign: (nowMs) => {
        const secret = this.#o.secret();
        if (secret === undefined) return headers;
        const signature = signContentful({
          secret,
          method: "POST",
          url: definition.url,
          headers,
          body,
          nowMs,
        });
        if (faults.badSignature) signature["x-contentful-signature"] = "0".repeat(64);
        return { ...headers, ...signature };
      },
      timeoutMs: TIMEOUT_MS,
      retryDelaysMs: Array.from(
        { length: this.#o.maxRetries() },
        (_, i) => RETRY_PAUSE_MS + Math.max(0, i - 1) * 60_000,
      ),
      shouldRetry: (status) => status === undefined || status === 429 || status >= 500,
      faults,
      signal: this.#closing.signal,
      onAttempt: (attempt) => {
        this.calls.push({
          id: randomUUID(),
          webhook: definition.id,
          url: definition.url,
          eventType: event.topic.split(".")[1] ?? "",
          body,
          attempt,
        });
        if (this.calls.length > KEPT_CALLS) this.calls.shift();
        log("contentful-webhook", {
          topic: event.topic,
          statusCode: attempt.statusCode,
          problem: attempt.problem,
        });
      },
    });
  }
}
