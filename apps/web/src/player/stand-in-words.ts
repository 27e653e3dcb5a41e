import type { StandIn } from "@nonstop/contract/guide";
import type { Reason } from "@nonstop/contract/rundown";

/** What happened to the guest, by reason. */
const LOST: Readonly<Partial<Record<Reason, string>>> = {
  "room-stalled": "We lost the guest.",
  "room-returning": "We lost the guest.",
  "room-black": "We lost the guest's picture.",
  "room-frozen": "We lost the guest's picture.",
  "room-silent": "We lost the guest's sound.",
};

/** What to say when something else airs in the place of a live show; undefined when there is nothing to say. */
export function standInWords(standIn: StandIn | undefined): string | undefined {
  if (standIn === undefined || standIn.reason === "take") return undefined;
  if (standIn.reason === "not-started") return "Starting in a moment.";
  const lost = LOST[standIn.reason];
  return lost === undefined ? "Back in a moment." : `${lost} Back in a moment.`;
}
