import type { StandIn } from "@nonstop/contract/guide";

/** What to say when something else airs than a live show that is on by plan; undefined when there is nothing to say. */
export function standInWords(standIn: StandIn | undefined): string | undefined {
  if (standIn === undefined || standIn.reason === "take") return undefined;
  if (standIn.reason === "not-started") return "Starting in a moment.";
  return standIn.reason === "room-stalled" || standIn.reason === "room-returning"
    ? "We lost the guest. Back in a moment."
    : "Back in a moment.";
}
