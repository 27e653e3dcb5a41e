import type { MiddlewareHandler } from "hono";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { SpaceRight } from "../contentful/space-rights.ts";
import { MailFaults } from "../mail/mail-faults.ts";
import { EndpointRefusal, refusalOf } from "./endpoint-refusals.ts";
import { isRecord } from "./unknown-value.ts";
import { AccountFeature, AccountLock } from "../zoom/account-rules.ts";

/** A fault of one API call. */
const CallFault = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("works") }),
  /** The call is carried out, but its answer is lost. */
  z.object({ kind: z.literal("lost") }),
  /** The call is not carried out. Something between client and vendor is broken. */
  z.object({ kind: z.literal("gateway") }),
  z.object({ kind: z.literal("server-error") }),
  /** `retryAfter` as the vendor's header has it. */
  z.object({ kind: z.literal("rate-limit"), retryAfter: z.string().optional() }),
  /** Zoom: the app lacks a scope. */
  z.object({ kind: z.literal("scope"), scope: z.string() }),
]);
/** The faults in which the vendor itself refuses the call. */
export type Refusal =
  | Extract<z.infer<typeof CallFault>, { kind: "server-error" | "rate-limit" | "scope" }>
  | ({ kind: "endpoint" } & EndpointRefusal);

/** The faults of one stand-in. Counters count down to zero; all else holds until it is changed. */
export const Faults = z.object({
  /** Each API answer comes this much later. */
  latencyMs: z.number().min(0).max(60_000).default(0),
  /** Faults of the next API calls, one by one. They go before all faults below. */
  nextCalls: z.array(CallFault).max(1000).default([]),
  /** This many of the next API calls answer 429, and after them `next500` answer 500. */
  next429: z.int().min(0).default(0),
  next500: z.int().min(0).default(0),
  /** Single endpoints that refuse every call, until they are taken off the list. */
  refusals: z.array(EndpointRefusal).max(50).default([]),
  webhooks: z
    .object({
      /** Each webhook is delivered this many more times. */
      duplicates: z.int().min(0).max(5).default(0),
      delayMs: z.number().min(0).max(120_000).default(0),
      /** Every other webhook is held back by a second, so that webhooks arrive out of order. */
      outOfOrder: z.boolean().default(false),
      badSignature: z.boolean().default(false),
      /** Webhooks are not delivered, which the call log shows. */
      lost: z.boolean().default(false),
      /** Only webhooks of these are not delivered: `meeting.started`, `Entry.unpublish`. */
      lostTopics: z.array(z.string()).max(50).default([]),
      retryDelaysMs: z.array(z.number().min(0)).max(99).optional(),
      /** Whether a retry is signed again or carries the first signature. Neither vendor documents it. */
      resignOnRetry: z.boolean().default(true),
    })
    .prefault({}),
  /** Contentful: the delivery API shows a publish or an unpublish this much later. */
  deliveryLagMs: z.number().min(0).default(0),
  /** Contentful: what the owner of the management token may not do. */
  missingRights: z.array(SpaceRight).max(10).default([]),
  /** Contentful: shapes of payloads that it has sent at one time or another. */
  payloads: z
    .object({
      deletedAs: z.enum(["DeletedEntry", "Entry"]).default("DeletedEntry"),
      tellsEnvironment: z.boolean().default(true),
    })
    .prefault({}),
  /** Contentful: how many webhooks the space's plan allows. */
  maxWebhooks: z.int().min(0).default(20),
  /** Zoom: scopes that the app lacks. */
  missingScopes: z.array(z.string()).max(50).default([]),
  /** Zoom: how many meetings of one host may go on at a time. Some plans allow two. */
  meetingsPerHost: z.int().min(1).max(10).default(1),
  /** Zoom: users of the account without a licence: they hold no livestream and are no alternative host. */
  unlicensed: z.array(z.string()).max(50).default([]),
  /** Zoom: settings that the account has locked for everybody. What a meeting asks for is silently overruled. */
  locked: z.array(AccountLock).max(10).default([]),
  /** Zoom: what the account does not allow. */
  switchedOff: z.array(AccountFeature).max(10).default([]),
  /** Zoom: how long an access token is good for. */
  tokenSeconds: z.int().min(1).max(3600).default(3600),
  /** Zoom: what the start of a livestream is answered that was started before. Zoom does not document it. */
  secondStart: z.enum(["accepted", "refused"]).default("accepted"),
  /** Stream: whether a requested MP4 is made, is never finished, or fails. */
  downloads: z.enum(["made", "stuck", "failed"]).default("made"),
  /** Stream: whether what is sent to live inputs is taken, or refused because no storage is left. */
  livestreams: z.enum(["taken", "no-storage"]).default("taken"),
  /** Contentful's management calls a second and Zoom's calls a second; 0 turns the limit off. */
  perSecond: z.int().min(0).default(0),
  /** Zoom: creates and updates of meetings for each host and day. */
  perDay: z.int().min(0).default(100),
});
export type Faults = z.infer<typeof Faults>;

const Patch = z
  .object({ contentful: z.unknown(), zoom: z.unknown(), stream: z.unknown(), mail: z.unknown() })
  .partial()
  .strict();

/** The stand-ins that are called over HTTP. */
export type ApiName = "contentful" | "zoom" | "stream";
export type AllFaults = Record<ApiName, Faults> & { mail: MailFaults };

/** No faults in any of the stand-ins. */
export function noFaults(): AllFaults {
  return {
    contentful: Faults.parse({}),
    zoom: Faults.parse({ perSecond: 30 }),
    stream: Faults.parse({}),
    mail: MailFaults.parse({}),
  };
}

/** Applies a partial change to the present faults. Returns a sentence when the change is wrong. */
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
  if (patch.data.mail === undefined) return next;
  if (!isRecord(patch.data.mail)) return "mail: must be an object";
  const mail = MailFaults.strict().safeParse({ ...all.mail, ...patch.data.mail });
  if (!mail.success) return `mail: ${z.prettifyError(mail.error)}`;
  return { ...next, mail: mail.data };
}

const gateway = (): Response => new Response("Bad Gateway", { status: 502 });

/** The faults of a webhook about `topic`. */
export function webhookFaults(faults: Faults["webhooks"], topic: string): Faults["webhooks"] {
  return { ...faults, lost: faults.lost || faults.lostTopics.includes(topic) };
}

/** Puts latency, lost answers and refusals before a vendor's API. `answer` makes the vendor's own refusal. */
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
    const refusal = refusalOf(f.refusals, c.req.method, c.req.path);
    if (refusal !== undefined) return answer({ kind: "endpoint", ...refusal });
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
