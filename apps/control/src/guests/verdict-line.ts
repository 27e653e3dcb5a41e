import type { GuestVerdict } from "@nonstop/contract/guest-check";
import { wallDay, wallTime } from "@nonstop/schedule/wall-time";
import type { EventRecord } from "../schedule/events/event-record.ts";
import { guestsOf } from "./guests-of.ts";

/** What the entry says of the checks of its guests, a line each; undefined when there was none. */
export function verdictLines(record: EventRecord): string | undefined {
  const { guests, airing, event } = record;
  const zone = airing?.timezone ?? event?.timezone ?? "UTC";
  const names = new Map(guestsOf(record).map(({ person, presenter }) => [person, presenter.name]));
  const lines = Object.entries(guests?.verdicts ?? {}).map(([person, verdict]) =>
    verdictLine(names.get(person) ?? "A guest", verdict, zone),
  );
  return lines.length === 0 ? undefined : lines.join("\n");
}

function verdictLine(name: string, { isReady, at, findings }: GuestVerdict, zone: string): string {
  const when = `${wallDay(at, zone)} at ${wallTime(at, zone)} (${zone})`;
  const told = findings.filter(({ is }) => is === (isReady ? "good" : "bad"));
  // The sentences are written for the guest, so they are quoted as what the guest was told.
  const words = told.map(({ says }) => says).join(" ");
  return `${isReady ? "Ready" : "Not ready"}: ${name}, tested on ${when}. The guest read: "${words}"`;
}
