import { HeardError } from "@nonstop/contract/error-body";
import { GuestsAnswer, GuestState } from "@nonstop/contract/guest";
import { routes } from "@nonstop/contract/routes";
import { forgetSharedReads } from "@nonstop/door/shared-reads";
import { env, exports } from "cloudflare:workers";
import { expect } from "vitest";

export const SITE = "https://station.test";
export const AS_PRODUCER = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };

/** Asks at a door as a browser does that stays where it is. */
export async function door(method: string, path: string, init: RequestInit = {}): Promise<Response> {
  forgetSharedReads();
  return exports.default.fetch(new Request(SITE + path, { method, redirect: "manual", ...init }));
}

/** The guests of an event as producers are told them. */
export async function guestsOf(entry: string): Promise<GuestsAnswer> {
  return GuestsAnswer.parse(await (await door("GET", routes.guests(entry), { headers: AS_PRODUCER })).json());
}

/** The token of a guest's link as producers are told it. */
export async function tokenOf(entry: string, person?: string): Promise<string> {
  const { guests } = await guestsOf(entry);
  const guest = guests.find((one) => one.person === person);
  return /\/guest\/(.+)$/.exec(guest?.link ?? "")?.[1] ?? "";
}

/** What a guest's page is told, which nobody on the way may store. */
export async function stateOf(token: string): Promise<GuestState> {
  const answer = await door("GET", routes.guest(token));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  return GuestState.parse(await answer.json());
}

/** How a door refuses. */
export async function refusalOf(
  answer: Response,
): Promise<{ status: number; code: string; message: string }> {
  const { error } = HeardError.parse(await answer.json());
  return { status: answer.status, code: error.code, message: error.message };
}
