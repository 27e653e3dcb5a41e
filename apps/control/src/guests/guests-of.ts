import type { Presenter } from "@nonstop/contract/airing";
import type { EventRecord } from "../schedule/events/event-record.ts";

/** A guest of an event: the person's entry, and how people read of them. */
export type Guest = { person: string; presenter: Presenter };

/** The guests of an event whose entries were read, in the event's order. */
export function guestsOf({ links }: EventRecord): Guest[] {
  return (links?.guests ?? []).map(({ entry, name }, index) => ({
    person: entry,
    presenter: links?.presenters[index] ?? { name },
  }));
}
