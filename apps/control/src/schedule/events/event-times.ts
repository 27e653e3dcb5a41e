import { wallDay, wallTime } from "@nonstop/schedule/wall-time";
import { FieldRefusal } from "./field-refusal.ts";
import { parseInstant } from "./instant.ts";
import { localised, type LocalisedFields } from "./localised.ts";

const MAX_MINUTES = 1440;
/** No event is longer. */
export const MAX_EVENT_SECONDS = MAX_MINUTES * 60;
/** 1 January 2100: a year beyond it is a slip of the pen, and seconds beyond 2106 have no place on the wire. */
const MAX_START = 4_102_444_800;

/** When an event starts, in Unix seconds. Throws a `FieldRefusal`. */
export function startOf(fields: LocalisedFields): number {
  const start = instantOf(fields, "startsAt");
  if (start === undefined)
    throw new FieldRefusal(
      "startsAt",
      "is empty",
      "Set when the event starts, with its time zone, and publish it again.",
    );
  if (start >= MAX_START)
    throw new FieldRefusal(
      "startsAt",
      "is after the year 2099",
      "Correct the year of the start, and publish it again.",
    );
  return start;
}

/** When an event that starts at `start` ends, in Unix seconds. Throws a `FieldRefusal`. */
export function endOf(fields: LocalisedFields, start: number): number {
  const end = instantOf(fields, "endsAt");
  if (end !== undefined) {
    if (end <= start)
      throw new FieldRefusal("endsAt", "is not after fields.startsAt", "Set an end after the start.");
    if (end - start > MAX_EVENT_SECONDS)
      throw new FieldRefusal(
        "endsAt",
        "is more than 24 hours after fields.startsAt",
        "Split the event into shorter ones.",
      );
    return end;
  }
  const minutes = localised(fields, "durationMinutes");
  const cure = `Set endsAt, or durationMinutes from 1 to ${MAX_MINUTES}, or link a show that has a duration.`;
  if (minutes === undefined || minutes === null)
    throw new FieldRefusal("endsAt", "is empty, and so is durationMinutes", cure);
  if (typeof minutes !== "number" || !Number.isInteger(minutes))
    throw new FieldRefusal("durationMinutes", "is no whole number", cure);
  if (minutes < 1 || minutes > MAX_MINUTES)
    throw new FieldRefusal("durationMinutes", `${minutes} is out of range`, cure);
  return start + minutes * 60;
}

/** Refuses an event that was over when it was published, unless it stood at these times before. Throws a `FieldRefusal`. */
export function refuseOver(
  event: { start: number; end: number; timezone: string },
  o: { publishedMs: number; before: { start: number; end: number } | undefined },
): void {
  const { start, end, timezone } = event;
  if (end * 1000 > o.publishedMs || (o.before?.start === start && o.before.end === end)) return;
  const ended = `${wallDay(end, timezone)} at ${wallTime(end, timezone)}`;
  throw new FieldRefusal(
    "startsAt",
    `is in the past: the event would have ended on ${ended}`,
    "Correct the date (is it the year?), and publish it again.",
  );
}

function instantOf(fields: LocalisedFields, field: string): number | undefined {
  const value = localised(fields, field);
  if (value === undefined || value === null || value === "") return undefined;
  const cure =
    'Set it with date, time and time zone, e.g. 2027-03-01T20:00+01:00 (field editor: "date and time with timezone").';
  if (typeof value !== "string") throw new FieldRefusal(field, "is no date", cure);
  const instant = parseInstant(value);
  if (instant.kind === "second") return instant.second;
  const shown = `"${value.slice(0, 40)}"`;
  if (instant.kind === "no-zone") throw new FieldRefusal(field, `${shown} has no time zone`, cure);
  if (instant.kind === "no-time") throw new FieldRefusal(field, `${shown} has no time of day`, cure);
  throw new FieldRefusal(field, `${shown} is no date`, cure);
}
