import type { Second } from "@nonstop/contract/time";
import { isTimezone } from "../wall-time.ts";
import { readRule, type Rule } from "./read-rule.ts";

/** When the episodes of a show are, as people write it: texts of its entry. `zone`: IANA. */
export type RecurrenceTexts = {
  rule: string;
  firstStartsAt?: string | undefined;
  exceptions?: readonly string[] | undefined;
  until?: string | undefined;
  zone: string;
};

/** `field`: of the show. */
export type RecurrenceProblem = { field: string; message: string; cure: string };

/** A recurrence that is in order. Wall times are seconds as if they were UTC. */
export type Recurrence = {
  rule: Rule;
  first: Second;
  /** Local days (`2027-12-25`) and wall times (`2027-12-25T18:00:00`) that are left out. */
  exceptions: ReadonlySet<string>;
  /** The last local day. */
  until?: string;
  zone: string;
};

export type RecurrenceAnswer =
  | { kind: "recurrence"; recurrence: Recurrence }
  | { kind: "problem"; problem: RecurrenceProblem };

const WALL = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d))?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** The first of January 2000 and 2100: a year beyond is a slip of the pen. */
const MIN_FIRST = 946_684_800;
const MAX_FIRST = 4_102_444_800;

/** Checks what people wrote of when a show comes. Names the first wrong field, with the cure. Pure. */
export function readRecurrence(texts: RecurrenceTexts): RecurrenceAnswer {
  const problem = (field: string, message: string, cure: string): RecurrenceAnswer => ({
    kind: "problem",
    problem: { field, message, cure },
  });
  const read = readRule(texts.rule);
  if (read.kind === "problem") return read;
  if (texts.firstStartsAt === undefined)
    return problem(
      "firstStartsAt",
      "is empty",
      "Set when the first episode starts, such as 2027-03-02T18:00.",
    );
  const first = wallSecond(texts.firstStartsAt);
  if (first === undefined || first < MIN_FIRST || first >= MAX_FIRST)
    return problem(
      "firstStartsAt",
      `"${texts.firstStartsAt.slice(0, 40)}" is no day and time`,
      "Write it as the clocks of the show's time zone show it, without an offset: 2027-03-02T18:00.",
    );
  if (!isTimezone(texts.zone))
    return problem(
      "timezone",
      `"${texts.zone.slice(0, 40)}" is no time zone`,
      "Use an IANA name such as Europe/Lisbon.",
    );
  const exceptions = texts.exceptions ?? [];
  const wrong = exceptions.find((text) => exceptionOf(text) === undefined);
  if (wrong !== undefined)
    return problem(
      "exceptions",
      `"${wrong.slice(0, 40)}" is no day`,
      "Write days, such as 2027-12-25, or a day and a time, such as 2027-12-25T18:00.",
    );
  if (texts.until !== undefined && dayOf(texts.until) === undefined)
    return problem(
      "until",
      `"${texts.until.slice(0, 40)}" is no day`,
      "Write the last day, such as 2027-06-30.",
    );
  const recurrence = {
    rule: read.rule,
    first,
    exceptions: new Set(exceptions.flatMap((text) => exceptionOf(text) ?? [])),
    zone: texts.zone,
  };
  const until = texts.until === undefined ? undefined : dayOf(texts.until);
  return { kind: "recurrence", recurrence: until === undefined ? recurrence : { ...recurrence, until } };
}

/** A wall time as its day and time are written: `2027-03-02T18:00:00`. */
export function wallText(wall: Second): string {
  return new Date(wall * 1000).toISOString().slice(0, 19);
}

function exceptionOf(text: string): string | undefined {
  const wall = wallSecond(text);
  return wall === undefined ? dayOf(text) : wallText(wall);
}

function dayOf(text: string): string | undefined {
  const day = text.trim();
  return DAY.test(day) && wallSecond(`${day}T00:00`) !== undefined ? day : undefined;
}

function wallSecond(text: string): Second | undefined {
  const [, day, time, seconds = "00"] = WALL.exec(text.trim()) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const ms = Date.parse(`${day}T${time}:${seconds}Z`);
  // 31 February rolls over into March; what does not read back was no day.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== `${day}T${time}:${seconds}`)
    return undefined;
  return ms / 1000;
}
