import type { Recurrence } from "./recurrence.ts";
import { wallText } from "./recurrence.ts";

const DAYS: Readonly<Record<string, string>> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};
const ORDINALS: Readonly<Record<string, string>> = {
  "1": "first",
  "2": "second",
  "3": "third",
  "4": "fourth",
  "5": "fifth",
  "-1": "last",
};
const BY_INDEX = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** How often a show comes, for viewers: `Every Tuesday and Thursday at 18:00`. Undefined where that takes more words. Pure. */
export function oftenWords({ rule, first }: Pick<Recurrence, "rule" | "first">): string | undefined {
  const { parts } = rule;
  const known = ["FREQ", "INTERVAL", "BYDAY", "COUNT", "WKST"];
  if ([...parts.keys()].some((name) => !known.includes(name))) return undefined;
  const days = daysIn(parts, first);
  const every = daysWords(parts.get("FREQ") ?? "", parts.get("INTERVAL") ?? "1", days);
  return every === undefined ? undefined : `${every} at ${wallText(first).slice(11, 16)}`;
}

function daysIn(parts: ReadonlyMap<string, string>, first: number): string[] {
  const said = parts.get("BYDAY")?.split(",");
  if (said !== undefined) return said;
  return parts.get("FREQ") === "WEEKLY" ? [BY_INDEX[new Date(first * 1000).getUTCDay()] ?? "MO"] : [];
}

function daysWords(frequency: string, interval: string, days: readonly string[]): string | undefined {
  const names = days.map((day) => DAYS[day]);
  const plain = names.filter((name) => name !== undefined);
  if (frequency === "DAILY" && days.length === 0)
    return interval === "1" ? "Every day" : `Every ${interval} days`;
  if (frequency === "WEEKLY" && plain.length === days.length && plain.length > 0) {
    if (interval === "1") return plain.length === 7 ? "Every day" : `Every ${joined(plain)}`;
    return `Every ${interval} weeks on ${joined(plain)}`;
  }
  if (frequency !== "MONTHLY" || interval !== "1" || days.length === 0) return undefined;
  const counted = days.map(countedDay);
  if (counted.some((each) => each === undefined)) return undefined;
  return `On the ${joined(counted.filter((each) => each !== undefined))} of each month`;
}

function countedDay(day: string): string | undefined {
  const [, count = "", name = ""] = /^\+?(-?\d+)([A-Z]{2})$/.exec(day) ?? [];
  const [ordinal, weekday] = [ORDINALS[count], DAYS[name]];
  return ordinal === undefined || weekday === undefined ? undefined : `${ordinal} ${weekday}`;
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
