import type { AiringId } from "@nonstop/contract/names";
import { log } from "@nonstop/door/log";
import type { EventStore } from "../events/event-store.ts";

export type InputKeyOutcome = { kind: "asked" } | { kind: "unknown-event" } | { kind: "no-input" };

/** Notes that the live input of an event is to be given another key, which its steps do: whoever sends with the old one is put out. */
export function changeInputKey(
  events: Pick<EventStore, "read" | "write">,
  airing: AiringId,
  nowMs: number,
): InputKeyOutcome {
  const record = events.read(airing);
  if (record === undefined) return { kind: "unknown-event" };
  const { input } = record.known;
  if (input === undefined) return { kind: "no-input" };
  const known = { ...record.known, input: { ...input, isKeyUnwanted: true as const } };
  events.write({ ...record, known, dueMs: nowMs });
  log("input-key", { airing });
  return { kind: "asked" };
}
