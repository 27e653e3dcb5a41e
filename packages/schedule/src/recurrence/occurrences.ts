import type { Second } from "@nonstop/contract/time";
import { RRuleTemporal } from "rrule-temporal";
import { instantOfWall } from "../wall-instants.ts";
import { wallText, type Recurrence } from "./recurrence.ts";

/** Clocks differ from UTC by less. */
const DAY_SECONDS = 86_400;

/**
 * When a show comes in `[from, to)`: Unix seconds, ascending, each once. The rule is expanded on the clocks of its zone, so an
 * episode at 18:00 stays at 18:00 when they change. Pure, and bounded whatever the rule.
 */
export function occurrencesBetween(recurrence: Recurrence, from: Second, to: Second): Second[] {
  const { rule, zone, exceptions, until } = recurrence;
  const walls = wallsBetween(recurrence, from - DAY_SECONDS, to + DAY_SECONDS).filter((wall) => {
    const text = wallText(wall);
    const day = text.slice(0, 10);
    return !exceptions.has(text) && !exceptions.has(day) && (until === undefined || day <= until);
  });
  const instants = walls.flatMap((wall) => {
    const at = instantOfWall(wall, zone);
    return at >= from && at < to && isInTime(rule.until, wall, at) ? [at] : [];
  });
  return [...new Set(instants)].sort((a, b) => a - b);
}

// On clocks that never change, which is what wall times are: the library knows them as UTC.
function wallsBetween({ rule, first }: Recurrence, from: Second, to: Second): Second[] {
  if (to <= first) return [];
  const parts = [...rule.parts].map(([name, value]) => `${name}=${value}`).join(";");
  const start = compact(first);
  const library = new RRuleTemporal({ rruleString: `DTSTART:${start}Z\nRRULE:${parts}` });
  const found = library.between(new Date(Math.max(first, from) * 1000), new Date(to * 1000), true);
  return found.map(({ epochMilliseconds }) => epochMilliseconds / 1000);
}

// UNTIL is a day, a wall time, or an instant; each is the last that may be.
function isInTime(until: string | undefined, wall: Second, at: Second): boolean {
  if (until === undefined) return true;
  if (until.endsWith("Z")) return compact(at) <= until.slice(0, -1);
  return compact(wall).slice(0, until.length) <= until;
}

/** `20270302T180000`. */
function compact(second: Second): string {
  return wallText(second).replaceAll(/[-:]/g, "");
}
