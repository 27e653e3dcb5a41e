import type { LivedWeek, WeekEnd } from "./lived-week.ts";

/** What a week left for others to see, as text: what aired, the guide, the mails. Made-up numbers of vendors and of mails are left out. */
export async function traceOf(week: LivedWeek, { aired, guide }: WeekEnd): Promise<string> {
  const mails = (await week.station.mail.mails()).map(({ receivedAtMs, to, subject, text, calendar }) => ({
    receivedAtMs,
    to,
    subject,
    text: withoutNumbers(text),
    calendar: withoutNumbers(calendar?.text ?? ""),
  }));
  return JSON.stringify({ aired, guide, mails }, undefined, 1);
}

// Meetings have other numbers and passcodes in each run, and so do the mails.
function withoutNumbers(text: string): string {
  return text
    .replaceAll(/\r?\n[ \t]/g, "")
    .replaceAll(/\/guest\/[\w.~-]+/g, "/guest/TOKEN")
    .replaceAll(/\d{9,11}\\?, passcode \w+/g, "NUMBER");
}

/** The first line in which two traces differ, as both have it; undefined when they are equal. */
export function firstDifference(one: string, other: string): [string, string] | undefined {
  if (one === other) return undefined;
  const [a, b] = [one.split("\n"), other.split("\n")];
  const at = a.findIndex((line, index) => line !== b[index]);
  return [a[at] ?? "", b[at] ?? ""];
}
