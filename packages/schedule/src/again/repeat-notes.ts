import type { Airing } from "@nonstop/contract/airing";
import type { EventNote } from "@nonstop/contract/events";
import type { AiringFacts } from "../airing-notes.ts";
import { namedAiring, shortDay, wallSpan, wallTime } from "../wall-time.ts";

const FIELD = "fields.airsAgainAfterHours";
const CURE = "Move what has its time, or change the hours after which it airs again.";

/** What is to be said of an airing's repeats: those that other airings leave no time, or not all of it. */
export function repeatNotes(airing: Airing, { repeats = [] }: AiringFacts): EventNote[] {
  return repeats.flatMap(({ repeat, share }): EventNote[] => {
    const [lost, ...others] = share?.lost ?? [];
    if (lost === undefined) return [];
    const { start, timezone } = repeat;
    const when = `${shortDay(start, timezone)} at ${wallTime(start, timezone)}`;
    const owners = [...new Set([lost, ...others].map(({ to }) => to.title))].join(" and ");
    if (share?.airs.length === 0) {
      const message = `${namedAiring(airing)} is not repeated on ${when}: ${owners} has that time.`;
      return [{ code: "repeat-dropped", field: FIELD, message, cure: CURE }];
    }
    const spans = [lost, ...others].map((span) => wallSpan(span, timezone)).join(" and ");
    const message = `${namedAiring(airing)}: its repeat on ${when} does not air at ${spans}: ${owners} has that time.`;
    return [{ code: "repeat-cut", field: FIELD, message, cure: CURE }];
  });
}
