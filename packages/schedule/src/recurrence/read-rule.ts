import type { RecurrenceProblem } from "./recurrence.ts";

/**
 * A rule that episodes can be made by. `parts` are what the library that expands it reads, without UNTIL. `until`: the last wall time
 * (`20270630T180000`), or the last instant where it ends in `Z`.
 */
export type Rule = { parts: ReadonlyMap<string, string>; until?: string };
export type RuleAnswer = { kind: "rule"; rule: Rule } | { kind: "problem"; problem: RecurrenceProblem };

const MAX_COUNT = 1000;
const MAX_INTERVAL = 9999;
/** As many a day as a rule may name. */
const MAX_TIMES = 12;
const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const DAY = "(?:MO|TU|WE|TH|FR|SA|SU)";

type Range = { from: number; to: number; isSigned?: true };
const LISTS: Readonly<Record<string, Range>> = {
  BYMONTH: { from: 1, to: 12 },
  BYMONTHDAY: { from: 1, to: 31, isSigned: true },
  BYYEARDAY: { from: 1, to: 366, isSigned: true },
  BYWEEKNO: { from: 1, to: 53, isSigned: true },
  BYSETPOS: { from: 1, to: 366, isSigned: true },
  BYHOUR: { from: 0, to: 23 },
  BYMINUTE: { from: 0, to: 59 },
};

class RuleRefusal extends Error {
  readonly cure: string;
  constructor(message: string, cure: string) {
    super(message);
    this.cure = cure;
  }
}

/**
 * Reads an RRULE (RFC 5545, section 3.3.10). What no show needs, what the standard forbids and what would take long to work out is
 * refused, with the cure. Pure.
 */
export function readRule(text: string): RuleAnswer {
  try {
    return { kind: "rule", rule: ruleOf(text) };
  } catch (error) {
    if (!(error instanceof RuleRefusal)) throw error;
    return { kind: "problem", problem: { field: "rule", message: error.message, cure: error.cure } };
  }
}

function ruleOf(text: string): Rule {
  const parts = partsOf(text);
  const frequency = parts.get("FREQ") ?? "";
  if (!FREQUENCIES.includes(frequency))
    throw new RuleRefusal(
      frequency === "" ? "has no FREQ" : `comes ${frequency.slice(0, 20)}, which no show does`,
      "Begin with FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY; for several times a day add BYHOUR=6,12,18 to FREQ=DAILY.",
    );
  for (const [name, value] of parts) refuseWrongPart(name, value);
  refuseWrongTogether(frequency, parts);
  const until = parts.get("UNTIL");
  const expanded = new Map([...parts].filter(([name]) => name !== "UNTIL"));
  return { parts: expanded, ...(until === undefined ? {} : { until }) };
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  const body = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .replace(/;$/, "");
  for (const part of body.split(";")) {
    const [name = "", value = "", ...more] = part.split("=").map((each) => each.trim());
    if (name === "" || value === "" || more.length > 0 || parts.has(name))
      throw new RuleRefusal(
        `cannot be read at "${part.slice(0, 40)}"`,
        "Write it as FREQ=WEEKLY;BYDAY=TU,TH: parts with a name and a value, each once, between semicolons.",
      );
    parts.set(name, value);
  }
  return parts;
}

function refuseWrongPart(name: string, value: string): void {
  const shown = `${name}=${value}`.slice(0, 60);
  const wrong = (cure: string): RuleRefusal => new RuleRefusal(`says ${shown}, which it cannot`, cure);
  const range = LISTS[name];
  if (name === "FREQ") return;
  if (range !== undefined) {
    if (isList(value, range)) return;
    throw wrong(
      `Write numbers from ${range.from} to ${range.to} between commas${range.isSigned === true ? "; with a minus they count from the end" : ""}.`,
    );
  }
  if (name === "COUNT" || name === "INTERVAL") {
    const most = name === "COUNT" ? MAX_COUNT : MAX_INTERVAL;
    if (/^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= most) return;
    throw wrong(`Write a number from 1 to ${most}.`);
  }
  if (name === "WKST") {
    if (new RegExp(`^${DAY}$`).test(value)) return;
    throw wrong("Write one of MO, TU, WE, TH, FR, SA, SU.");
  }
  if (name === "BYDAY") {
    if (
      value.split(",").length <= 20 &&
      new RegExp(`^(?:${ORDINAL}?${DAY})(?:,(?:${ORDINAL}?${DAY}))*$`).test(value)
    )
      return;
    throw wrong("Write days as MO,WE,FR; the first Monday of a month is 1MO, the last Friday -1FR.");
  }
  if (name === "UNTIL") {
    if (isMoment(value)) return;
    throw wrong("Write a day as 20270630, or empty it and use the field until.");
  }
  throw new RuleRefusal(
    `says ${shown}, which the station does not know`,
    `Use FREQ, INTERVAL, COUNT, UNTIL, WKST, BYDAY and ${Object.keys(LISTS).join(", ")} alone.`,
  );
}

const ORDINAL = "(?:[+-]?(?:[1-9]|[1-4]\\d|5[0-3]))";

function isList(value: string, { from, to, isSigned }: Range): boolean {
  const numbers = value.split(",");
  if (numbers.length > 60) return false;
  return numbers.every((text) => {
    if (!(isSigned === true ? /^[+-]?\d{1,3}$/ : /^\d{1,2}$/).test(text)) return false;
    const size = Math.abs(Number(text));
    return size >= from && size <= to;
  });
}

function isMoment(value: string): boolean {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(value);
  if (match === null) return false;
  const [, year, month, day, hour = "00", minute = "00", second = "00"] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const ms = Date.parse(iso);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === iso;
}

// Which parts may stand together: the table and the notes of section 3.3.10.
function refuseWrongTogether(frequency: string, parts: ReadonlyMap<string, string>): void {
  const says = (name: string): boolean => parts.has(name);
  const isOrdinal = /\d/.test(parts.get("BYDAY") ?? "");
  const without = (one: string, why: string, cure: string): RuleRefusal =>
    new RuleRefusal(`has ${one} ${why}`, cure);
  if (says("COUNT") && says("UNTIL")) throw without("COUNT", "and UNTIL as well", "Take one of the two out.");
  if (frequency === "WEEKLY" && says("BYMONTHDAY"))
    throw without("BYMONTHDAY", "with FREQ=WEEKLY", "Use FREQ=MONTHLY, or days of the week (BYDAY).");
  if (frequency !== "YEARLY" && (says("BYYEARDAY") || says("BYWEEKNO")))
    throw without("BYYEARDAY or BYWEEKNO", `with FREQ=${frequency}`, "Use FREQ=YEARLY with them.");
  if (isOrdinal && frequency !== "MONTHLY" && frequency !== "YEARLY")
    throw without(
      "days that are counted",
      `with FREQ=${frequency}`,
      "Use FREQ=MONTHLY for the first Monday (1MO); for every Monday write MO.",
    );
  if (isOrdinal && ["BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"].some(says))
    throw without("days that are counted", "and another count of days", "Use one of the two.");
  if (says("BYSETPOS") && frequency !== "MONTHLY" && frequency !== "YEARLY")
    throw without("BYSETPOS", `with FREQ=${frequency}`, "Use FREQ=MONTHLY or FREQ=YEARLY with it.");
  if (says("BYSETPOS") && !["BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH"].some(says))
    throw without("BYSETPOS", "and nothing to choose from", "Add BYDAY, such as MO,TU,WE,TH,FR.");
  const times = timesIn(parts.get("BYHOUR")) * timesIn(parts.get("BYMINUTE"));
  if (times > MAX_TIMES)
    throw without(`${times} times a day`, "in BYHOUR and BYMINUTE", `Name at most ${MAX_TIMES} times a day.`);
}

function timesIn(list: string | undefined): number {
  return list === undefined ? 1 : new Set(list.split(",")).size;
}
