import type { MiddlewareHandler } from "hono";
import { bearerToken } from "./bearer-token.ts";
import { refusal } from "./refusal.ts";

/** What we count, named after its binding. The limits stand in `wrangler.toml`. */
type Counted = "PUBLIC_READS" | "MEDIA_READS" | "SIGN_INS";
/** The counter of sign-in attempts and of wrong tokens. */
export type SignInsEnv = { SIGN_INS: RateLimit };

/** The periods of `wrangler.toml`, in seconds. Each address starts anew after a period. */
const PERIOD_SECONDS: Readonly<Record<Counted, number>> = { PUBLIC_READS: 10, MEDIA_READS: 10, SIGN_INS: 60 };

/** Turns away an address that reads more than our pages would, even for a crowd behind one address. */
export const readsInBounds = inBounds("PUBLIC_READS");

/**
 * Turns away an address that asks for more media than a crowd of players behind it would. What a cache answers runs no
 * Worker and is not counted.
 */
export const mediaInBounds = inBounds("MEDIA_READS");

function inBounds<Name extends Counted>(
  counted: Name,
): MiddlewareHandler<{ Bindings: Readonly<Record<Name, RateLimit>> }> {
  return async (c, next) => {
    const answer = await tooMany(c.req.raw, c.env, counted);
    if (answer !== undefined) return answer;
    await next();
    return undefined;
  };
}

/** Counts a request that no proof came with. A wrong token is a guess. An expired cookie is none, and is not counted. */
export async function tooManyGuesses(request: Request, env: SignInsEnv): Promise<Response | undefined> {
  return bearerToken(request) === "" ? undefined : tooMany(request, env, "SIGN_INS");
}

/** Counts one more request of an address. Returns a refusal when that is one too many. */
export async function tooMany<Name extends Counted>(
  request: Request,
  counters: Readonly<Record<Name, RateLimit>>,
  counted: Name,
): Promise<Response | undefined> {
  const address = askedBy(request);
  if (address === undefined || (await isWithin(counters[counted], address))) return undefined;
  const seconds = PERIOD_SECONDS[counted];
  const answer = refusal(429, "too-many", "Too many requests from your address.", {
    cure: `Wait ${seconds} seconds.`,
  });
  answer.headers.set("retry-after", String(seconds));
  return answer;
}

async function isWithin(counter: RateLimit, key: string): Promise<boolean> {
  try {
    return (await counter.limit({ key })).success;
  } catch {
    // The station must stay readable when its counters fail.
    return true;
  }
}

/** The address that a request comes from, as we count it. Undefined when the platform does not say. */
export function askedBy(request: Request): string | undefined {
  const address = request.headers.get("cf-connecting-ip");
  return address === null ? undefined : householdOf(address);
}

/**
 * The key under which we count an address. For IPv6 it is the first 64 bits, because one household owns all addresses
 * below them.
 */
export function householdOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
