import type { MiddlewareHandler } from "hono";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { isRecord } from "./unknown-value.ts";

/** What becomes of one API call. */
const CallFault = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("works") }),
  /** Done, but the answer is lost on its way. */
  z.object({ kind: z.literal("lost") }),
  /** Not done: something between the two is broken. */
  z.object({ kind: z.literal("gateway") }),
  z.object({ kind: z.literal("server-error") }),
  /** `retryAfter` as the vendor's header has it. */
  z.object({ kind: z.literal("rate-limit"), retryAfter: z.string().optional() }),
  /** Zoom: the app lacks a scope. */
  z.object({ kind: z.literal("scope"), scope: z.string() }),
]);
/** How a vendor itself refuses a call. */
export type Refusal = Extract<z.infer<typeof CallFault>, { kind: "server-error" | "rate-limit" | "scope" }>;

/** What may go wrong on purpose, for each stand-in. Counters count down to nothing; the rest holds until changed. */
export const Faults = z.object({
  /** Each API answer comes so much later. */
  latencyMs: z.number().min(0).max(60_000).default(0),
  /** What becomes of the next API calls, one by one, before all that follows here. */
  nextCalls: z.array(CallFault).max(1000).default([]),
  /** So many next API calls answer 429, then so many 500. */
  next429: z.int().min(0).default(0),
  next500: z.int().min(0).default(0),
  webhooks: z
    .object({
      /** Each webhook is delivered so many times more. */
      duplicates: z.int().min(0).max(5).default(0),
      delayMs: z.number().min(0).max(120_000).default(0),
      /** Every other webhook is held back by a second, so that they arrive out of order. */
      outOfOrder: z.boolean().default(false),
      badSignature: z.boolean().default(false),
      /** Not delivered at all: the call log says so. */
      lost: z.boolean().default(false),
      retryDelaysMs: z.array(z.number().min(0)).max(99).optional(),
      /** Whether a retry is signed anew or carries the first signature; not documented for either vendor. */
      resignOnRetry: z.boolean().default(true),
    })
    .prefault({}),
  /** Contentful: the delivery API shows a publish so much later. */
  deliveryLagMs: z.number().min(0).default(0),
  /** Stream: whether an MP4 that is asked for is made, never gets done, or fails. */
  downloads: z.enum(["made", "stuck", "failed"]).default("made"),
  /** Contentful's management calls a second and Zoom's calls a second; 0 turns the limit off. */
  perSecond: z.int().min(0).default(0),
  /** Zoom: creates and updates of meetings a day and host. */
  perDay: z.int().min(0).default(100),
});
export type Faults = z.infer<typeof Faults>;

const Patch = z
  .object({ contentful: z.unknown(), zoom: z.unknown(), stream: z.unknown() })
  .partial()
  .strict();

export type AllFaults = { contentful: Faults; zoom: Faults; stream: Faults };

/** All three stand-ins in health. */
export function noFaults(): AllFaults {
  return { contentful: Faults.parse({}), zoom: Faults.parse({ perSecond: 30 }), stream: Faults.parse({}) };
}

/** Lays a partial change over the present faults; a string says what is wrong with it. */
export function changeFaults(all: AllFaults, body: unknown): AllFaults | string {
  const patch = Patch.safeParse(body);
  if (!patch.success) return z.prettifyError(patch.error);
  const next = { ...all };
  for (const vendor of ["contentful", "zoom", "stream"] as const) {
    const change = patch.data[vendor];
    if (change === undefined) continue;
    if (!isRecord(change)) return `${vendor}: must be an object`;
    const webhooks = isRecord(change["webhooks"]) ? change["webhooks"] : {};
    const laid = Faults.strict().safeParse({
      ...all[vendor],
      ...change,
      webhooks: { ...all[vendor].webhooks, ...webhooks },
    });
    if (!laid.success) return `${vendor}: ${z.prettifyError(laid.error)}`;
    next[vendor] = laid.data;
  }
  return next;
}

const gateway = (): Response => new Response("Bad Gateway", { status: 502 });

/** Latency, lost answers and refusals before a vendor's API; `answer` is the vendor's own way to refuse. */
export function faultyApi(faults: () => Faults, answer: (refusal: Refusal) => Response): MiddlewareHandler {
  const calls: number[] = [];
  return async (c, next) => {
    const f = faults();
    if (f.latencyMs > 0) await sleep(f.latencyMs);
    const fault = f.nextCalls.shift();
    switch (fault?.kind) {
      case undefined:
      case "works":
        break;
      case "gateway":
        return gateway();
      case "lost":
        await next();
        c.res = gateway();
        return undefined;
      case "server-error":
      case "rate-limit":
      case "scope":
        return answer(fault);
    }
    if (f.next429 > 0) {
      f.next429--;
      return answer({ kind: "rate-limit" });
    }
    if (f.next500 > 0) {
      f.next500--;
      return answer({ kind: "server-error" });
    }
    if (f.perSecond > 0) {
      const now = performance.now();
      while (calls.length > 0 && now - (calls[0] ?? now) >= 1000) calls.shift();
      if (calls.length >= f.perSecond) return answer({ kind: "rate-limit" });
      calls.push(now);
    }
    await next();
    return undefined;
  };
}
