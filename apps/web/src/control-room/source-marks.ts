import { reported } from "./desk-state.ts";
import { selected } from "./take-desk.ts";
import { sameTarget, shows, type Target } from "./take-machine.ts";

/** Whether a source is in preview and whether it is on air, with the classes for its button. */
export function marks(target: Target): { class: string; isSelected: boolean; isOnAir: boolean } {
  const isSelected = selected.value !== undefined && sameTarget(selected.value, target);
  const isOnAir = reported.value !== undefined && shows(reported.value, target);
  return { class: `${isSelected ? "in-preview" : ""} ${isOnAir ? "on-air" : ""}`, isSelected, isOnAir };
}
