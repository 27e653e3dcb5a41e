import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import type { Facts } from "../facts.ts";
import type { HealingStore } from "../healings/healing-store.ts";
import { forgetInput } from "./run-input-step.ts";
import type { LiveInputs, MarkedInput } from "../ports/live-inputs.ts";
import type { MeetingMarker } from "../ports/meetings.ts";
import type { Vendor } from "../ports/vendors.ts";
import type { EventSteps } from "../steps/event-steps.ts";
import type { Chore } from "../chores/chore-list.ts";

const HOUR_MS = 3600_000;
const DUE = "next-input-look";
/** Most inputs deleted in a round. */
const MAX_DELETED = 20;
/** One that was made so lately may be somebody's in a moment. */
const JUST_MADE_MS = 600_000;

/**
 * Deletes the live inputs that carry our mark and belong to nothing, as when the schedule's storage was lost, and finds out which of
 * ours somebody deleted. Those of others are never touched.
 */
export function clearInputs(o: {
  inputs: Vendor<LiveInputs>;
  owner: Omit<MeetingMarker, "entry">;
  events: EventStore;
  steps: Pick<EventSteps, "desired">;
  facts: Facts;
  healings: Pick<HealingStore, "note">;
  nowMs: () => number;
}): Chore {
  const { inputs, events, facts } = o;
  return {
    name: "clear-inputs",
    dueMs: () => (inputs.kind === "unset" ? undefined : (facts.read(DUE) ?? 0)),
    async run(startMs) {
      if (inputs.kind === "unset") return;
      facts.write(DUE, startMs + HOUR_MS);
      const listed = await inputs.client.listMarked(o.owner);
      if (listed.kind !== "ok") return;
      const nobodys = listed.value.filter((input) => isNobodys(input, o)).slice(0, MAX_DELETED);
      for (const { id } of nobodys) await inputs.client.deleteInput(id);
      if (nobodys.length > 0) {
        const message = `Live inputs of ours that belonged to nothing were deleted: ${nobodys.length}.`;
        o.healings.note({ atMs: o.nowMs(), code: "input-left-over", message });
      }
      const there = new Set(listed.value.map(({ id }) => id));
      for (const record of events.withInput().filter(({ known }) => !there.has(known.input?.id ?? "")))
        await lookFor(record, inputs.client, o);
    },
  };
}

function isNobodys(
  { id, entry, createdMs }: MarkedInput,
  { events, steps, nowMs }: Pick<Parameters<typeof clearInputs>[0], "events" | "steps" | "nowMs">,
): boolean {
  if (nowMs() - createdMs < JUST_MADE_MS) return false;
  const record = events.read(entry);
  if (record === undefined) return true;
  const { input } = record.known;
  if (input !== undefined) return input.id !== id;
  // One that its event is about to find is not taken away.
  return steps.desired(record, nowMs()).input.kind !== "wanted";
}

// The list may lag, or not be whole.
async function lookFor(
  { entry, known: { input } }: EventRecord,
  inputs: LiveInputs,
  { events, nowMs }: { events: EventStore; nowMs: () => number },
): Promise<void> {
  if (input === undefined || (await inputs.readTarget(input.id)).kind !== "gone") return;
  const fresh = events.read(entry);
  if (fresh !== undefined) events.write({ ...forgetInput(input.id)(fresh), dueMs: nowMs() });
}
