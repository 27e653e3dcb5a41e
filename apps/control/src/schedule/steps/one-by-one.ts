import { backOffMs } from "./back-off.ts";
import type { Done } from "./step-driver.ts";

/** How far something is whose steps are taken one by one. */
export type Progress = {
  /** Tries of the step at hand that failed. */
  attempt: number;
  lastError?: string | undefined;
  /** When to look at it again (epoch ms); absent when nothing is to be done. */
  dueMs?: number | undefined;
};

/**
 * An item after one of its steps, when each step waits for the one before: failures count until there is progress. `faulted` makes
 * the item of one that only people can cure. Pure.
 */
export function afterOneStep<Item extends Progress>(
  fresh: Item,
  { tried, outcome, nowMs }: Done<Item, unknown>,
  faulted: (item: Item, message: string) => Item,
): Item {
  const applied = "apply" in outcome ? (outcome.apply?.(fresh) ?? fresh) : fresh;
  const settled = { attempt: 0, lastError: undefined };
  // A webhook came meanwhile. What it brought must not wait for this step's back-off.
  if (JSON.stringify(fresh) !== JSON.stringify(tried)) return { ...applied, ...settled, dueMs: nowMs };
  switch (outcome.kind) {
    case "done":
      return { ...applied, ...(outcome.isProgress === false ? {} : settled), dueMs: nowMs };
    case "wait":
      return { ...applied, dueMs: nowMs + outcome.afterMs };
    case "fault":
      return faulted({ ...applied, ...settled }, outcome.message);
    case "retry": {
      const attempt = fresh.attempt + 1;
      return {
        ...applied,
        attempt,
        lastError: outcome.message,
        dueMs: nowMs + backOffMs(attempt, outcome.askedMs),
      };
    }
    case "forget":
    default:
      return applied;
  }
}
