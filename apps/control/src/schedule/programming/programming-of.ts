import { type DayPart, type Programming, STATION_PROGRAMMING } from "@nonstop/contract/programming";
import { z } from "zod";
import type { LinkedEntry } from "../ports/delivery.ts";

/** What an entry says of how gaps are filled; `wrong`: what of it could not be read, in words. */
export type ReadProgramming = { programming: Programming; wrong: { field: string; message: string }[] };

const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;
const PART = /^([a-z0-9-]{1,40})\s+(\S+)\s*-\s*(\S+)$/i;

/** Reads the published entry of the kind `programming`; the first by its id, where there are several. What it leaves out, or says wrong, is the station's own. */
export function programmingOf(entries: readonly LinkedEntry[]): ReadProgramming {
  const [entry] = entries
    .filter(({ contentType }) => contentType === "programming")
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const fields = entry?.fields ?? {};
  const wrong: ReadProgramming["wrong"] = [];
  const read = <T>(field: string, schema: z.ZodType<T>, otherwise: T, what: string): T => {
    const said = fields[field];
    if (said === undefined || said === null) return otherwise;
    const parsed = schema.safeParse(said);
    if (!parsed.success) wrong.push({ field, message: `${field} is no ${what}` });
    return parsed.success ? parsed.data : otherwise;
  };
  const own = STATION_PROGRAMMING;
  const programming: Programming = {
    repeatHours: read(
      "repeatHours",
      z.int().min(0).max(168),
      own.repeatHours,
      "whole number of hours up to 168",
    ),
    identsAtTheHour: read("identsAtTheHour", z.boolean(), own.identsAtTheHour, "yes or no"),
    rerunsFill: read("rerunsFill", z.boolean(), own.rerunsFill, "yes or no"),
    breakSpacingMinutes: read(
      "breakSpacingMinutes",
      z.int().min(1).max(240),
      own.breakSpacingMinutes,
      "whole number of minutes from 1 to 240",
    ),
    promos: read("promos", z.boolean(), own.promos, "yes or no"),
    dayParts: read(
      "dayParts",
      z.array(z.string()).max(24).transform(dayParts),
      own.dayParts,
      "list such as: morning 06:00-12:00",
    ),
  };
  return { programming, wrong };
}

function dayParts(lines: readonly string[], context: z.RefinementCtx): DayPart[] {
  return lines.flatMap((line) => {
    const [, name = "", from = "", to = ""] = PART.exec(line.trim()) ?? [];
    const [begins, ends] = [minutesOf(from), minutesOf(to)];
    if (begins !== undefined && ends !== undefined)
      return [{ name: name.toLowerCase(), from: begins, to: ends }];
    context.addIssue({ code: "custom", message: line });
    return [];
  });
}

/** Minutes after midnight; 24:00 is midnight. */
function minutesOf(time: string): number | undefined {
  if (time === "24:00") return 0;
  const [, hour, minute] = TIME.exec(time) ?? [];
  return hour === undefined || minute === undefined ? undefined : Number(hour) * 60 + Number(minute);
}
