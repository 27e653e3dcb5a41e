import { MAX_READ_HOURS } from "@nonstop/contract/read-through";
import { addDays, type Day, dayBounds, dayFrom, dayOf, isZone } from "../time/zone-day.ts";

/** Which days are asked for: from midnight of `day` on, by the clock of `zone`. */
export type AskedDays = { day: Day; days: number; zone: string };

export const CHOICES = [1, 2, 7, 14, 31] as const;
const WEEK = 7;

/** The days that an address asks for; without a word of its own, the coming week of whoever looks. */
export function daysFromAddress(search: string, o: { nowSecond: number; zone: string }): AskedDays {
  const query = new URLSearchParams(search);
  const named = query.get("tz") ?? o.zone;
  const zone = isZone(named) ? named : o.zone;
  const days = Number(query.get("days") ?? WEEK);
  return {
    day: dayFrom(query.get("from")) ?? dayOf(o.nowSecond, zone),
    days: Number.isInteger(days) && days >= 1 && days * 24 <= MAX_READ_HOURS ? days : WEEK,
    zone,
  };
}

/** The same as words of an address. */
export function addressOf({ day, days, zone }: AskedDays): string {
  return `?${new URLSearchParams({ from: day, days: String(days), tz: zone })}`;
}

/** The window of these days, as the door counts it. A day may have 23 or 25 hours. */
export function windowOf({ day, days, zone }: AskedDays): { from: number; hours: number } {
  const { from } = dayBounds(day, zone);
  const to = dayBounds(addDays(day, days), zone).from;
  return { from, hours: Math.min(MAX_READ_HOURS, Math.ceil((to - from) / 3600)) };
}
