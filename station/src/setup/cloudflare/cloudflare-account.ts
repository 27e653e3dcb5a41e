import Cloudflare, { APIConnectionError, APIError } from "cloudflare";
import type { Answers } from "../answers.ts";
import { SetupTrouble } from "../part.ts";
import { lacking, type PermissionName } from "./permissions.ts";

/** The account and the zone that setup works on, reached through the official SDK. */
export type CloudflareAccount = { client: Cloudflare; accountId: string; zone: string };

/** Opens nothing yet: the token is first used by the first call. */
export function cloudflareAccount(cloudflare: Answers["cloudflare"]): CloudflareAccount {
  const { apiToken, accountId, zone, apiUrl } = cloudflare;
  const client = new Cloudflare({
    apiToken,
    maxRetries: 1,
    timeout: 30_000,
    ...(apiUrl === undefined ? {} : { baseURL: apiUrl }),
  });
  return { client, accountId, zone };
}

/**
 * The answer of a call, or undefined where there is no such thing. Throws SetupTrouble with what to do about it: a token that
 * lacks `permission`, a product that is not switched on, an API that is not reached.
 */
export async function found<T>(permission: PermissionName, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof APIError && error.status === 404) return undefined;
    throw troubleOf(permission, error);
  }
}

/** The answer of a call. Throws SetupTrouble as `found` does, also where there is no such thing. */
export async function asked<T>(permission: PermissionName, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw troubleOf(permission, error);
  }
}

/** Everything of a list, page by page. */
export async function allOf<T>(permission: PermissionName, pages: AsyncIterable<T>): Promise<T[]> {
  return asked(permission, collected(pages));
}

/** Cloudflare's codes for what people have to switch on themselves. */
const SWITCHED_OFF: Readonly<Record<number, { what: string; cure: string }>> = {
  10042: {
    what: "R2 is not switched on in this account",
    cure: "Open R2 in Cloudflare's dashboard and choose the plan, then run setup again.",
  },
  9999: {
    what: "Access is not switched on in this account",
    cure: "Open Zero Trust in Cloudflare's dashboard, choose a team name and a plan, then run setup again. Or leave accessEmails out of the answers: producers then sign in with a token.",
  },
};

function troubleOf(permission: PermissionName, error: unknown): Error {
  if (error instanceof SetupTrouble) return error;
  if (error instanceof APIConnectionError)
    return new SetupTrouble({
      what: "Cloudflare's API could not be reached",
      cure: "Check this machine's connection, then run setup again.",
    });
  if (!(error instanceof APIError)) return error instanceof Error ? error : new Error(String(error));
  const [first] = error.errors;
  const off = SWITCHED_OFF[first?.code ?? 0];
  if (off !== undefined) return new SetupTrouble(off);
  if (error.status === 401 || error.status === 403) return new SetupTrouble(lacking(permission));
  return new SetupTrouble({
    what: `Cloudflare refused: ${first?.message ?? "no reason given"} (${error.status}, code ${first?.code ?? "none"})`,
    cure:
      error.status === 429
        ? "Wait five minutes, then run setup again: it goes on where it was."
        : "Run setup again. If it says so again, do this step in Cloudflare's dashboard.",
  });
}

async function collected<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of pages) all.push(one);
  return all;
}
