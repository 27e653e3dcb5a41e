import type { EventNote } from "@nonstop/contract/events";
import { namedAiring, wallDay, wallOffset, wallTime } from "@nonstop/schedule/wall-time";
import { parseInstant } from "./instant.ts";
import { localised, type LocalisedFields } from "./localised.ts";

/** When a version was published, and the times that were in order before it: they may be over, for what has aired may be corrected. */
export type Version = { publishedMs: number; before: { start: number; end: number } | undefined };

/** Whoever publishes a few minutes after the start means now. */
const MIN_LATE_MS = 300_000;

type Event = { title: string; start: number; end: number; timezone: string };

/** What is odd about an event's times. It airs by the instants they name, and the words say so. */
export function timeNotes(fields: LocalisedFields, event: Event, version: Version): EventNote[] {
  return [...begun(event, version), ...endsDiffer(fields, event), ...offsetDiffers(fields, event)];
}

// What stood at this start before has been on air since its start.
function begun(event: Event, { publishedMs, before }: Version): EventNote[] {
  if (before?.start === event.start || publishedMs - event.start * 1000 < MIN_LATE_MS) return [];
  const from = wallTime(Math.floor(publishedMs / 1000), event.timezone);
  return [
    {
      code: "begun-before",
      field: "fields.startsAt",
      message: `${namedAiring(event)} was published at ${from}, after its start: it airs from then on.`,
      cure: "Set a later start if it shall air whole.",
    },
  ];
}

function endsDiffer(fields: LocalisedFields, event: Event): EventNote[] {
  const minutes = localised(fields, "durationMinutes");
  const { start, end, timezone } = event;
  if (typeof minutes !== "number" || start + minutes * 60 === end) return [];
  const other = wallTime(start + minutes * 60, timezone);
  return [
    {
      code: "ends-differ",
      field: "fields.durationMinutes",
      message: `${namedAiring(event)} ends at ${wallTime(end, timezone)} as fields.endsAt says; by fields.durationMinutes (${minutes}) it would end at ${other}.`,
      cure: "Empty one of the two fields.",
    },
  ];
}

// Editors store the offset of the day on which somebody typed, or of the place where. "Z" is no offset of a zone: programs write it.
function offsetDiffers(fields: LocalisedFields, event: Event): EventNote[] {
  const { timezone } = event;
  for (const [field, second, verb] of [
    ["startsAt", event.start, "airs"],
    ["endsAt", event.end, "ends"],
  ] as const) {
    const written = localised(fields, field);
    const [, date, clock, sign, hours, minutes] =
      /^(.*)T(\d\d:\d\d)[\d:.]*([+-])(\d\d):?(\d\d)$/.exec(
        typeof written === "string" ? written.trim() : "",
      ) ?? [];
    const offset = `${sign}${hours}:${minutes}`;
    const offsetOfZone = wallOffset(second, timezone);
    if (clock === undefined || offset === offsetOfZone) continue;
    const day = wallDay(second, timezone);
    return [
      {
        code: "offset-differs",
        field: `fields.${field}`,
        message: `${event.title} ${verb} at ${wallTime(second, timezone)} in ${timezone} on ${day}: fields.${field} says ${clock} at ${offset}, but the zone is at ${offsetOfZone} then.`,
        cure: offsetCure({ clock, wall: `${date}T${clock}`, timezone, offsetOfZone }),
      },
    ];
  }
  return [];
}

// The zone may be at another offset when its clocks show what is written than it is at the instant that is written. When they are put
// forward, there are times that they never show.
function offsetCure(o: { clock: string; wall: string; timezone: string; offsetOfZone: string }): string {
  const { clock, wall, timezone, offsetOfZone } = o;
  const offsetAt = (offset: string): string | undefined => {
    const instant = parseInstant(wall + offset);
    return instant.kind === "second" ? wallOffset(instant.second, timezone) : undefined;
  };
  const right = [offsetOfZone, offsetAt(offsetOfZone)].find(
    (offset) => offset !== undefined && offsetAt(offset) === offset,
  );
  return right === undefined
    ? `No clock in ${timezone} shows ${clock} on that day: choose another time and publish it again.`
    : `If ${clock} in ${timezone} is meant, choose the offset ${right} and publish it again.`;
}
