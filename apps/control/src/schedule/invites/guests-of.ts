import type { Presenter } from "@nonstop/contract/airing";
import { mailAddress } from "@nonstop/invites/mail-address";
import { present } from "@nonstop/contract/present";
import type { EventRecord } from "../events/event-record.ts";

/** One guest of an airing: a presenter with what is known of them alone. */
export type Guest = {
  /** The entry of the person. */
  person: string;
  presenter: Presenter;
  /** Where their mail goes. */
  address?: string;
  timezone?: string;
};

/** The guests of an event's airing, each once, in the order of its presenters. */
export function guestsOf({ links, privateFields }: Pick<EventRecord, "links" | "privateFields">): Guest[] {
  const guests = new Map<string, Guest>();
  for (const [index, { entry }] of (links?.guests ?? []).entries()) {
    const presenter = links?.presenters[index];
    if (presenter === undefined || guests.has(entry)) continue;
    const { email, timezone } = privateFields?.people[entry] ?? {};
    const address = email === undefined ? undefined : mailAddress(email);
    guests.set(entry, { person: entry, presenter, ...present({ address, timezone }) });
  }
  return [...guests.values()];
}
