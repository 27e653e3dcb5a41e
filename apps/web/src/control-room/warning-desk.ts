import { routes } from "@nonstop/contract/routes";
import { DismissAnswer, RecallAnswer, type DismissRequest, type Warning } from "@nonstop/contract/warning";
import { signal } from "@preact/signals";
import { ask, send } from "../feed/door.ts";
import { CHANNEL } from "../feed/station-feed.ts";
import { askDesk, askSlowThings } from "./desk-feed.ts";
import { closesSession } from "./session.ts";

/** Why the last dismissal failed; undefined when it did not. */
export const dismissProblem = signal<string | undefined>(undefined);

/** Dismisses a warning as it stands on the desk. It goes when the station has taken note. */
export async function dismiss({ id, message }: Warning): Promise<void> {
  const request: DismissRequest = { warning: id, message };
  const answer = await send(routes.dismissals(CHANNEL), request, DismissAnswer);
  if (closesSession(answer)) return;
  dismissProblem.value = answer.kind === "ok" ? undefined : answer.message;
  await lookAgain();
}

/** Shows again what was dismissed and still stands. */
export async function recall(): Promise<void> {
  const answer = await ask(routes.dismissals(CHANNEL), RecallAnswer, { method: "DELETE" });
  if (closesSession(answer)) return;
  dismissProblem.value = answer.kind === "ok" ? undefined : answer.message;
  await lookAgain();
}

async function lookAgain(): Promise<void> {
  await Promise.all([askSlowThings(), askDesk()]);
}
