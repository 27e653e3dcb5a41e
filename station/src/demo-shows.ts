import { wallDate } from "@nonstop/schedule/wall-time";
import { DEMO_COLLECTION } from "./demo-schedule.ts";

const DAY_SECONDS = 86_400;

/** A show of the demo that recurs. `presenters` and `collection` are entries. */
type DemoShow = {
  id: string;
  title: string;
  slug: string;
  description: string;
  rule: string;
  firstStartsAt: string;
  durationMinutes: number;
  timezone: string;
  presenters: readonly string[];
  collection?: string;
};

/**
 * The shows that recur: one of people, every third day from the day after tomorrow on, for nobody joins it by themselves; and
 * one of pieces, every night. `nowMs`: epoch ms.
 */
export function demoShows(nowMs: number, timezone: string): DemoShow[] {
  const day = (days: number): string => wallDate(Math.floor(nowMs / 1000) + days * DAY_SECONDS, timezone);
  return [
    {
      id: "demo-office-hours",
      title: "Office Hours",
      slug: "office-hours",
      description: "Bring a question about networks, take home two.",
      rule: "FREQ=DAILY;INTERVAL=3",
      firstStartsAt: `${day(2)}T17:00`,
      durationMinutes: 45,
      timezone,
      presenters: ["ada"],
    },
    {
      id: "demo-night-shelf",
      title: "The Night Shelf",
      slug: "night-shelf",
      description: "From the library, for those who are still up.",
      rule: "FREQ=DAILY",
      firstStartsAt: `${day(1)}T03:30`,
      durationMinutes: 30,
      timezone,
      presenters: [],
      collection: DEMO_COLLECTION.id,
    },
  ];
}
