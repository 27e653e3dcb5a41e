import * as fc from "fast-check";
import { expect, it } from "vitest";
import { occurrencesBetween } from "./occurrences.ts";
import { readRecurrence, type RecurrenceTexts } from "./recurrence.ts";

const second = (iso: string): number => Date.parse(iso) / 1000;
const isoOf = (at: number): string => new Date(at * 1000).toISOString().replace(":00.000Z", "Z");

function occurrences(texts: RecurrenceTexts, from: string, to: string): string[] {
  const read = readRecurrence(texts);
  if (read.kind === "problem") throw new Error(`${read.problem.field}: ${read.problem.message}`);
  return occurrencesBetween(read.recurrence, second(from), second(to)).map(isoOf);
}

it.each([
  [
    "Europe/Lisbon",
    "2027-03-21",
    "2027-04-05",
    ["2027-03-23T18:00Z", "2027-03-25T18:00Z", "2027-03-30T17:00Z", "2027-04-01T17:00Z"],
  ],
  [
    "Europe/Lisbon",
    "2027-10-25",
    "2027-11-05",
    ["2027-10-26T17:00Z", "2027-10-28T17:00Z", "2027-11-02T18:00Z", "2027-11-04T18:00Z"],
  ],
  [
    "America/New_York",
    "2027-03-08",
    "2027-03-19",
    ["2027-03-09T23:00Z", "2027-03-11T23:00Z", "2027-03-16T22:00Z", "2027-03-18T22:00Z"],
  ],
  [
    "America/New_York",
    "2027-11-01",
    "2027-11-12",
    ["2027-11-02T22:00Z", "2027-11-04T22:00Z", "2027-11-09T23:00Z", "2027-11-11T23:00Z"],
  ],
  [
    "Australia/Lord_Howe",
    "2027-03-30",
    "2027-04-09",
    ["2027-03-30T07:00Z", "2027-04-01T07:00Z", "2027-04-06T07:30Z", "2027-04-08T07:30Z"],
  ],
  [
    "Australia/Lord_Howe",
    "2027-09-28",
    "2027-10-08",
    ["2027-09-28T07:30Z", "2027-09-30T07:30Z", "2027-10-05T07:00Z", "2027-10-07T07:00Z"],
  ],
  [
    "Asia/Kolkata",
    "2027-03-22",
    "2027-04-01",
    ["2027-03-23T12:30Z", "2027-03-25T12:30Z", "2027-03-30T12:30Z"],
  ],
])("stays at 18:00 in %s when clocks change, from %s", (zone, from, to, expected) => {
  const texts = { rule: "FREQ=WEEKLY;BYDAY=TU,TH", firstStartsAt: "2027-01-05T18:00", zone };
  expect(occurrences(texts, `${from}T00:00Z`, `${to}T00:00Z`)).toEqual(expected);
});

it("has one episode on a night that shows its time twice, and one on a night that leaps over it", () => {
  const texts = { rule: "FREQ=DAILY", firstStartsAt: "2027-01-01T01:30", zone: "Europe/Lisbon" };
  expect(occurrences(texts, "2027-10-30T12:00Z", "2027-11-01T12:00Z")).toEqual([
    "2027-10-31T00:30Z",
    "2027-11-01T01:30Z",
  ]);
  expect(occurrences(texts, "2027-03-27T12:00Z", "2027-03-29T12:00Z")).toEqual([
    "2027-03-28T01:30Z",
    "2027-03-29T00:30Z",
  ]);
});

it("leaves out days and times of day that are excepted, by the clocks of its zone", () => {
  const texts = {
    rule: "FREQ=DAILY;BYHOUR=9,23",
    firstStartsAt: "2027-03-02T09:00",
    exceptions: ["2027-03-03", "2027-03-04T23:00", "2027-03-05T09:00:00"],
    zone: "America/New_York",
  };
  expect(occurrences(texts, "2027-03-03T00:00Z", "2027-03-07T00:00Z")).toEqual([
    "2027-03-03T04:00Z",
    "2027-03-04T14:00Z",
    "2027-03-06T04:00Z",
    "2027-03-06T14:00Z",
  ]);
});

it.each([
  ["a day of the show", {}, "2027-03-04"],
  ["a day of the rule", { rule: "FREQ=DAILY;UNTIL=20270304" }, undefined],
  ["a wall time of the rule", { rule: "FREQ=DAILY;UNTIL=20270304T233000" }, undefined],
  ["an instant of the rule", { rule: "FREQ=DAILY;UNTIL=20270305T043000Z" }, undefined],
])("ends with %s, included", (_, over, until) => {
  const base = { rule: "FREQ=DAILY", firstStartsAt: "2027-03-02T23:30", zone: "America/New_York" };
  expect(occurrences({ ...base, ...over, until }, "2027-03-01T00:00Z", "2027-04-01T00:00Z")).toEqual([
    "2027-03-03T04:30Z",
    "2027-03-04T04:30Z",
    "2027-03-05T04:30Z",
  ]);
});

it("counts from the first episode, excepted ones too, and begins with none before it", () => {
  const texts = { rule: "FREQ=WEEKLY;COUNT=4;BYDAY=MO,WE", firstStartsAt: "2027-03-02T10:00", zone: "UTC" };
  const all = ["2027-03-03T10:00Z", "2027-03-08T10:00Z", "2027-03-10T10:00Z", "2027-03-15T10:00Z"];
  expect(occurrences(texts, "2027-01-01T00:00Z", "2028-01-01T00:00Z")).toEqual(all);
  const excepted = { ...texts, exceptions: ["2027-03-08"] };
  expect(occurrences(excepted, "2027-01-01T00:00Z", "2028-01-01T00:00Z")).toEqual(
    all.filter((at) => !at.startsWith("2027-03-08")),
  );
});

it("has every other week begin as WKST says", () => {
  const every = (wkst: string) =>
    occurrences(
      {
        rule: `FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=${wkst}`,
        firstStartsAt: "2025-08-05T09:00",
        zone: "UTC",
      },
      "2025-08-01T00:00Z",
      "2025-10-01T00:00Z",
    );
  expect(every("MO")).toEqual([
    "2025-08-05T09:00Z",
    "2025-08-10T09:00Z",
    "2025-08-19T09:00Z",
    "2025-08-24T09:00Z",
  ]);
  expect(every("SU")).toEqual([
    "2025-08-05T09:00Z",
    "2025-08-17T09:00Z",
    "2025-08-19T09:00Z",
    "2025-08-31T09:00Z",
  ]);
});

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const DAY_MS = 86_400_000;

/** Whether a rule has an occurrence on a day, said day by day: what the expansion is held against. */
function comesOn(day: Date, first: Date, parts: Record<string, string>): boolean {
  const list = (name: string): string[] | undefined => parts[name]?.split(",");
  const [month, date, weekday] = [day.getUTCMonth() + 1, day.getUTCDate(), DAYS[day.getUTCDay()] ?? ""];
  const lastDate = new Date(Date.UTC(day.getUTCFullYear(), month, 0)).getUTCDate();
  const interval = Number(parts["INTERVAL"] ?? 1);
  if (list("BYMONTH")?.includes(String(month)) === false) return false;
  if (list("BYMONTHDAY")?.some((text) => [date, date - lastDate - 1].includes(Number(text))) === false)
    return false;
  const ordinals = [`${Math.ceil(date / 7)}${weekday}`, `-${Math.ceil((lastDate - date + 1) / 7)}${weekday}`];
  if (list("BYDAY")?.some((text) => text === weekday || ordinals.includes(text)) === false) return false;
  const says = (name: string): boolean => parts[name] !== undefined;
  if (parts["FREQ"] === "DAILY") return ((+day - +first) / DAY_MS) % interval === 0;
  if (parts["FREQ"] === "WEEKLY") {
    const weekStart = DAYS.indexOf(parts["WKST"] ?? "MO");
    const weekOf = (each: Date): number => +each - ((each.getUTCDay() - weekStart + 7) % 7) * DAY_MS;
    const isDay = says("BYDAY") || day.getUTCDay() === first.getUTCDay();
    return isDay && ((weekOf(day) - weekOf(first)) / DAY_MS / 7) % interval === 0;
  }
  const months = (each: Date): number => each.getUTCFullYear() * 12 + each.getUTCMonth();
  const isDate = says("BYDAY") || says("BYMONTHDAY") || date === first.getUTCDate();
  return isDate && (months(day) - months(first)) % interval === 0;
}

const someOf = (all: readonly string[], most = 3) =>
  fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: most }).map((some) => some.join(","));
const ordinalDays = ["1MO", "2TU", "-1FR", "3WE", "5TH", "-2SU"];
const optional = <T>(part: fc.Arbitrary<T>) => fc.option(part, { nil: undefined });
const common = {
  INTERVAL: optional(fc.constantFrom("1", "2", "3", "5")),
  BYMONTH: optional(someOf(["1", "2", "3", "4", "11", "12"])),
};
const parts = fc.oneof(
  fc.record({
    FREQ: fc.constant("DAILY"),
    ...common,
    BYDAY: optional(someOf(DAYS)),
    BYMONTHDAY: optional(someOf(["1", "13", "31", "-1"])),
  }),
  fc.record({
    FREQ: fc.constant("WEEKLY"),
    ...common,
    BYDAY: optional(someOf(DAYS)),
    WKST: optional(fc.constantFrom("MO", "SU", "WE")),
  }),
  fc.record({ FREQ: fc.constant("MONTHLY"), ...common, BYDAY: optional(someOf([...DAYS, ...ordinalDays])) }),
  fc.record({
    FREQ: fc.constant("MONTHLY"),
    ...common,
    BYMONTHDAY: optional(someOf(["1", "29", "31", "-1"])),
  }),
);
const ZONES = [
  "Europe/Lisbon",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "America/Sao_Paulo",
];

it("is what a look at each single day gives, whatever the rule, the zone and the time of year", () => {
  fc.assert(
    fc.property(
      parts,
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: 0, max: 700 }),
      // No clock leaps over a time after four.
      fc.integer({ min: 240, max: 1439 }),
      fc.constantFrom(...ZONES),
      (rule, firstDay, fromDay, minute, zone) => {
        const first = new Date(Date.UTC(2026, 0, 1) + firstDay * DAY_MS);
        const given = Object.fromEntries(
          Object.entries(rule).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        );
        const time = new Date(minute * 60_000).toISOString().slice(11, 16);
        const texts = {
          rule: Object.entries(given)
            .map(([name, value]) => `${name}=${value}`)
            .join(";"),
          firstStartsAt: `${first.toISOString().slice(0, 10)}T${time}`,
          zone,
        };
        const from = Date.UTC(2026, 0, 1) + fromDay * DAY_MS;
        const found = occurrences(
          texts,
          new Date(from).toISOString(),
          new Date(from + 30 * DAY_MS).toISOString(),
        );
        const clock = new Intl.DateTimeFormat("sv-SE", {
          timeZone: zone,
          dateStyle: "short",
          timeStyle: "short",
        });
        const days = Array.from({ length: 34 }, (_, i) => new Date(from + (i - 2) * DAY_MS));
        const expected = days
          .filter((day) => +day >= +first && comesOn(day, first, given))
          .map((day) => `${day.toISOString().slice(0, 10)} ${time}`);
        const shown = found.map((at) => clock.format(new Date(at)));
        const inside = (wall: string): boolean => {
          const ms = Date.parse(`${wall.replace(" ", "T")}Z`);
          return ms >= from + DAY_MS && ms < from + 29 * DAY_MS;
        };
        expect(shown.filter(inside)).toEqual(expected.filter(inside));
      },
    ),
    { numRuns: 300 },
  );
});

it.each([
  "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
  "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000",
  "FREQ=MONTHLY;BYDAY=5MO,5TU,-5WE;BYSETPOS=366;COUNT=1000",
  "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,2,4,6,8,10,12,14,16,18,20,22;BYSETPOS=366;COUNT=1000",
  "FREQ=YEARLY;INTERVAL=9999;BYWEEKNO=53;BYMONTH=6",
])("comes to an end with %s, which never or hardly comes", (rule) => {
  const texts = { rule, firstStartsAt: "2000-03-02T18:00", zone: "Europe/Lisbon" };
  expect(occurrences(texts, "2027-03-02T00:00Z", "2027-03-16T00:00Z").length).toBeLessThan(60);
});
