import { signal } from "@preact/signals";
import { z } from "zod";
import { routes } from "@nonstop/contract/routes";
import { ask, send, type Answer } from "../feed/door.ts";

/** Whether the station lets this browser into the control room. */
export const session = signal<"unknown" | "closed" | "open">("unknown");

/** True when this page had a session and lost it. The sign-in page then says why it is shown. */
export const hasExpired = signal(false);

/** Closes the control room when an answer says that nobody is signed in. True when it closed. */
export function closesSession(answer: Answer<unknown>): boolean {
  const isRefused = answer.kind === "refused" && (answer.status === 401 || answer.status === 403);
  if (isRefused) {
    hasExpired.value ||= session.value === "open";
    session.value = "closed";
  }
  return isRefused;
}

/** Asks whether this browser has a session already. */
export async function askSession(): Promise<void> {
  const answer = await ask(routes.session, z.object({ signedIn: z.boolean() }));
  if (answer.kind === "ok" && !answer.value.signedIn) session.value = "closed";
}

/** Opens a session with the producer's token. The name stands beside what they take. The cookie that comes back cannot be read by scripts. */
export async function signIn(token: string, name = ""): Promise<Answer<unknown>> {
  const answer = await send(routes.session, { token, name }, z.unknown());
  if (answer.kind === "ok") {
    hasExpired.value = false;
    session.value = "open";
  }
  return answer;
}

/** Ends the session, here and for whoever else holds its cookie. */
export async function signOut(): Promise<void> {
  const answer = await ask(routes.session, z.object({ signedIn: z.boolean() }), { method: "DELETE" });
  if (answer.kind === "ok") session.value = "closed";
}

/** Reads `#token=...` and removes it from the address, so that neither history nor scripts keep it. */
export function tokenFromAddress(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? undefined;
  if (token !== undefined) history.replaceState(null, "", location.pathname + location.search);
  return token === "" ? undefined : token;
}
