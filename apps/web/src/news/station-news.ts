import { Subscribers, SubscriberTest } from "@nonstop/contract/announcement";
import { Healings } from "@nonstop/contract/healings";
import { HooksHeard } from "@nonstop/contract/hooks-heard";
import { routes } from "@nonstop/contract/routes";
import { signal } from "@preact/signals";
import { closesSession } from "../control-room/session.ts";
import { ask, send } from "../feed/door.ts";

/** What the page shows; undefined until the station has answered. */
export const healings = signal<Healings["healings"] | undefined>(undefined);
export const subscribers = signal<Subscribers["subscribers"] | undefined>(undefined);
export const hooks = signal<HooksHeard["hooks"] | undefined>(undefined);
/** Why the page shows nothing, or shows what was. */
export const trouble = signal<string | undefined>(undefined);

/** Asks for all three lists. */
export async function askNews(): Promise<void> {
  const [healed, told, heard] = await Promise.all([
    ask(routes.healings, Healings),
    ask(routes.subscribers, Subscribers),
    ask(routes.hooksHeard, HooksHeard),
  ]);
  if ([healed, told, heard].some(closesSession)) return;
  if (healed.kind === "ok") healings.value = healed.value.healings;
  if (told.kind === "ok") subscribers.value = told.value.subscribers;
  if (heard.kind === "ok") hooks.value = heard.value.hooks;
  const silent = [healed, told, heard].find(({ kind }) => kind !== "ok");
  trouble.value = silent === undefined || silent.kind === "ok" ? undefined : silent.message;
}

/** Sends a subscriber a test; answers what became of it, in words. */
export async function testSubscriber(name: string): Promise<string> {
  const answer = await send(routes.subscriberTest(name), {}, SubscriberTest);
  if (closesSession(answer)) return "Sign in again.";
  return answer.kind === "ok" ? "A test is on its way." : answer.message;
}
