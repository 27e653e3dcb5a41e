import type { Finding } from "@nonstop/schedule/read-through/finding";
import type { HourLine, Stretch } from "@nonstop/schedule/read-through/hour-lines";
import { type Day, dayBounds, dayOf } from "../time/zone-day.ts";

/** What airs on one day of a zone. */
export type StripDay = { day: Day; airs: Stretch[] };

/** Findings of one moment. */
export type Mark = { at: number; weight: Finding["weight"]; messages: string[] };

/** Hours as days of a zone: what airs over an hour's end is one stretch again, and midnight cuts it. */
export function daysOf(hours: readonly HourLine[], zone: string): StripDay[] {
  const days = new Map<Day, Stretch[]>();
  for (const stretch of hours.flatMap(({ airs }) => airs))
    for (const part of partsByDay(stretch, zone)) {
      const airs = days.get(part.day) ?? [];
      const last = airs.at(-1);
      if (last?.end === part.start && last.kind === part.kind && last.airing === part.airing)
        last.end = part.end;
      else {
        const { day: _day, ...rest } = part;
        airs.push(rest);
      }
      days.set(part.day, airs);
    }
  return [...days].map(([day, airs]) => ({ day, airs }));
}

function partsByDay(stretch: Stretch, zone: string): (Stretch & { day: Day })[] {
  const parts: (Stretch & { day: Day })[] = [];
  for (let { start } = stretch; start < stretch.end;) {
    const day = dayOf(start, zone);
    const end = Math.min(stretch.end, dayBounds(day, zone).to);
    parts.push({ ...stretch, start, end, day });
    start = end;
  }
  return parts;
}

/** What was found in `[from, to)`, moment by moment; the heaviest weight of each moment counts. */
export function marksOf(findings: readonly Finding[], { from, to }: { from: number; to: number }): Mark[] {
  const marks = new Map<number, Mark>();
  for (const { at, weight, message } of findings) {
    if (at < from || at >= to) continue;
    const mark = marks.get(at) ?? { at, weight, messages: [] };
    if (weight !== "notice") mark.weight = weight;
    mark.messages.push(message);
    marks.set(at, mark);
  }
  return [...marks.values()].sort((a, b) => a.at - b.at);
}
