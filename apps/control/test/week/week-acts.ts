import type { LivedWeek } from "./lived-week.ts";
import { episodeOf, lisbon } from "./week-plan.ts";

/** Something that happens to the station in the week, at a second. */
export type WeekAct = { at: number; does: string; act: (week: LivedWeek) => Promise<void> | void };

const HOUR = 3600;
/** The object is started anew so often, at odd moments: in shows, before them, while mails are sent. */
const RESTART_SECONDS = 7 * HOUR + 191;

type Vendor = "contentful" | "zoom" | "stream";

function outage(vendor: Vendor, at: number, minutes: number): WeekAct[] {
  const refuse = (count: number) => (week: LivedWeek) => {
    week.station[vendor].faults.next500 = count;
  };
  return [
    { at, does: `${vendor} fails`, act: refuse(1_000_000_000) },
    { at: at + minutes * 60, does: `${vendor} answers again`, act: refuse(0) },
  ];
}

function lostWebhooks(vendor: "contentful" | "zoom", at: number, minutes: number): WeekAct[] {
  const lose = (lost: boolean) => (week: LivedWeek) => {
    week.station[vendor].faults.webhooks.lost = lost;
  };
  return [
    { at, does: `webhooks of ${vendor} get lost`, act: lose(true) },
    { at: at + minutes * 60, does: `webhooks of ${vendor} arrive again`, act: lose(false) },
  ];
}

/** When Zoom refuses every call: no show can begin then. In seconds, `[from, to)`. */
export const ZOOM_OUTAGES: readonly [number, number][] = [
  [lisbon(0, 14.5), lisbon(0, 14.5) + 1500],
  // Over the start of a show.
  [lisbon(5, 8.9), lisbon(5, 8.9) + 600],
];

/** What goes wrong in `[from, to)`, by time. */
export function faultsOf(from: number, to: number): WeekAct[] {
  const acts = [
    // While the first invitations are on their way.
    {
      at: from + 40,
      does: "mail hangs",
      act: (week: LivedWeek) => void (week.station.mail.faults.everyMail = "hangs"),
    },
    {
      at: from + 1300,
      does: "mail goes",
      act: (week: LivedWeek) => void (week.station.mail.faults.everyMail = "works"),
    },
    ...ZOOM_OUTAGES.flatMap(([begins, ends]) => outage("zoom", begins, (ends - begins) / 60)),
    // Over the start of a show, and in the night in which the clocks change.
    ...outage("contentful", lisbon(0, 17.8), 40),
    ...outage("contentful", lisbon(1, 0.9), 30),
    ...lostWebhooks("contentful", lisbon(2, 9.8), 45),
    ...lostWebhooks("zoom", lisbon(3, 8), 12 * 60),
    ...outage("stream", lisbon(4, 3), 60),
  ];
  for (let at = from + RESTART_SECONDS; at < to; at += RESTART_SECONDS)
    acts.push({ at, does: "the object starts anew", act: (week: LivedWeek) => week.station.startAnew() });
  return acts.filter(({ at }) => at >= from && at < to).sort((a, b) => a.at - b.at);
}

/** What the team does in the week after all: it moves a show, renames one, calls one off, and asks somebody else. */
export function secondThoughts(): WeekAct[] {
  return [
    {
      at: lisbon(2, 10),
      does: "a show moves by half an hour, and its webhook gets lost",
      act: (week) => week.edit("afternoon-3", ({ start, end }) => ({ start: start + 1800, end: end + 1800 })),
    },
    {
      at: lisbon(3, 11),
      does: "a show gets another title",
      act: (week) => week.edit(episodeOf("evening", 4), () => ({ title: "Evening with a friend" })),
    },
    { at: lisbon(4, 9.5), does: "a show is called off", act: (week) => week.withdraw("afternoon-5") },
    {
      at: lisbon(4, 9.6),
      does: "an episode is called off",
      act: (week) => week.withdraw(episodeOf("evening", 5)),
    },
    {
      at: lisbon(4, 10),
      does: "somebody else is asked; webhooks come twice and out of order",
      act: async (week) => {
        await week.edit(episodeOf("evening", 6), () => ({ guests: [0, 1] }));
        week.station.mixHooks();
      },
    },
  ];
}
