import type { Context, MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import type { Edge } from "./channel-of.ts";
import { refusal } from "./refusal.ts";

/** What is counted, by the name of its binding; how much is too much stands in `wrangler.toml`. */
type Counted = "PUBLIC_READS" | "SIGN_INS";

/** Windows of `wrangler.toml`, in seconds: after one, an address starts anew. */
const PERIOD_SECONDS: Readonly<Record<Counted, number>> = { PUBLIC_READS: 10, SIGN_INS: 60 };

/** Turns away an address that reads more than any page of ours, or any crowd behind one address, would. */
export const readsInBounds: MiddlewareHandler<Edge> = async (c, next) => {
  const answer = await tooMany(c, "PUBLIC_READS");
  if (answer !== undefined) return answer;
  await next();
  return undefined;
};

/** Counts one more of an address; an answer that turns it away when it is one too many. */
export async function tooMany(c: Context<Edge>, counted: Counted): Promise<Response | undefined> {
  const address = c.req.header("cf-connecting-ip");
  if (address === undefined || (await isWithin(c.env, counted, householdOf(address)))) return undefined;
  const seconds = PERIOD_SECONDS[counted];
  const answer = refusal(429, "too-many", "Too many requests from your address.", {
    cure: `Wait ${seconds} seconds.`,
  });
  answer.headers.set("retry-after", String(seconds));
  return answer;
}

async function isWithin(env: Env, counted: Counted, key: string): Promise<boolean> {
  try {
    return (await env[counted].limit({ key })).success;
  } catch {
    // The station stays readable without its counters.
    return true;
  }
}

/** The key an address is counted under: of IPv6 its first 64 bits, for a household has all of the rest. */
export function householdOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
