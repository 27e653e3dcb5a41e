import { secondOf } from "@nonstop/contract/time";
import { clock } from "./clock.ts";
import { base64UrlOf, constantTimeEqual, hmacSha256, sha256Hex } from "./hmac.ts";
import { objectStub, type RegionEnv } from "./object-stub.ts";
import { acceptedTokens } from "./same-secret.ts";
import { SharedReads } from "./shared-reads.ts";

export const SESSION_COOKIE = "nonstop_session";
/** A session lasts for a working day and its handover. */
export const SESSION_SECONDS = 43_200;

/** A session as it is kept. The cookie's value is not: `id` is its SHA-256. */
export type Session = {
  id: string;
  /** What the producer calls themselves. */
  name: string;
  /** Unix seconds. */
  expiresAt: number;
  /** The token that opened it, as HMAC-SHA256 keyed with the cookie's value, for URLs. */
  tokenMark: string;
};

/** The object that keeps the sessions. */
export interface SessionsObject {
  open(session: Session): void;
  end(id: string): void;
  /** All that have not expired. */
  all(): Session[];
}

/** What a Worker needs to know sessions. */
export type SessionsEnv = RegionEnv & {
  SESSIONS: DurableObjectNamespace<SessionsObject & Rpc.DurableObjectBranded>;
  /** Tokens that producers sign in with. Not set where Cloudflare Access decides who is a producer. */
  PRODUCER_TOKEN: string | undefined;
};

const ALL = "sessions";
// Cookies that somebody makes up are endless, so the object is asked which sessions there are.
const sessions = new SharedReads<readonly Session[]>({ keepMs: () => 1000, maxWeight: 1 });

/** Opens a session. The value is for the cookie alone. */
export async function openSession(
  env: SessionsEnv,
  { name, token }: { name: string; token: string },
): Promise<{ value: string; expiresAt: number }> {
  const value = base64UrlOf(crypto.getRandomValues(new Uint8Array(32)));
  const expiresAt = secondOf(clock.nowMs()) + SESSION_SECONDS;
  const session = { id: await sha256Hex(value), name, expiresAt, tokenMark: await markOf(value, token) };
  await sessionsOf(env).open(session);
  sessions.keep(ALL, await sessionsOf(env).all());
  return { value, expiresAt };
}

/** The session of a cookie. Undefined when it has expired, was ended, or its token is no longer accepted. */
export async function sessionOf(env: SessionsEnv, value: string): Promise<Session | undefined> {
  const tokens = acceptedTokens(env.PRODUCER_TOKEN);
  if (tokens.length === 0 || !/^[A-Za-z0-9_-]{43}$/.test(value)) return undefined;
  const id = await sha256Hex(value);
  const known = await sessions.read(ALL, () => sessionsOf(env).all());
  const session = known.find((one) => one.id === id);
  if (session === undefined || clock.nowMs() >= session.expiresAt * 1000) return undefined;
  const marks = await Promise.all(tokens.map((token) => markOf(value, token)));
  return marks.some((mark) => constantTimeEqual(mark, session.tokenMark)) ? session : undefined;
}

/** Ends the session of a cookie, for whoever holds it. Returns it, or undefined when there is none. */
export async function endSession(env: SessionsEnv, value: string): Promise<Session | undefined> {
  const session = await sessionOf(env, value);
  if (session === undefined) return undefined;
  await sessionsOf(env).end(session.id);
  sessions.keep(ALL, await sessionsOf(env).all());
  return session;
}

async function markOf(value: string, token: string): Promise<string> {
  return base64UrlOf(await hmacSha256(value, token));
}

function sessionsOf(env: SessionsEnv): DurableObjectStub<SessionsObject & Rpc.DurableObjectBranded> {
  return objectStub(env.SESSIONS, "station", env);
}
