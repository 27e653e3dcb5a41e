import { GuideEntry } from "@nonstop/contract/guide";

/** Friday 27 November 2026, 20:10 in Berlin: the evening on which all tests take place. */
export const EVENING_SECOND = Date.UTC(2026, 10, 27, 19, 10) / 1000;
export const STATION_ZONE = "Europe/Berlin";
const MINUTE = 60;

/** An entry of the guide, `at` and `minutes` from the evening's beginning. */
export function programme(
  slug: string,
  at: number,
  minutes: number,
  more: Partial<GuideEntry> = {},
): GuideEntry {
  return GuideEntry.parse({
    airing: slug,
    slug,
    kind: "recording",
    title: slug,
    summary: "",
    presenters: [],
    start: EVENING_SECOND + at * MINUTE,
    end: EVENING_SECOND + (at + minutes) * MINUTE,
    timezone: STATION_ZONE,
    ...more,
  });
}

const presenters = [{ name: "Ada Byron", role: "host" }, { name: "Grace Hopper" }];

/** The default guide: a day and a half around a live show that has been on for ten minutes. */
export const EVENING: readonly GuideEntry[] = [
  programme("yesterdays-film", -24 * 60, 90, { title: "Yesterday's Film" }),
  programme("breakfast", -12 * 60, 60, { title: "Breakfast" }),
  programme("seen", -70, 60, { title: "A Programme Seen Before", summary: "It was about cables." }),
  programme("show", -10, 60, {
    title: "The Cable Show",
    kind: "live",
    presenters,
    summary: "What is new under the sea.",
  }),
  programme("short", 50, 3, { title: "Three Minutes of Weather" }),
  programme("film", 60, 100, {
    title: "A Film of the Sea",
    language: "pt-PT",
    presenters: [{ name: "Inês" }],
  }),
  programme("late", 180, 60, { title: "Late Talk", kind: "live" }),
  programme("night", 250, 150, { title: "Music until Two" }),
  programme("tomorrow-morning", 13 * 60, 60, { title: "Saturday Breakfast" }),
  programme("across", 14 * 60 + 46, 10, { title: "Ten Minutes across the Hour" }),
];

/** The hardest entries for a layout: endless titles, five presenters, right-to-left names. */
export const CROWDED: readonly GuideEntry[] = [
  programme("unending", -10, 60, {
    title:
      "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung and Everything That Was Ever Said about It, Part Seventeen",
    kind: "live",
    presenters: [
      "Ada Byron",
      "Grace Hopper",
      "Ivan Sutherland",
      "Mary Kenneth Keller",
      "Wolfeschlegelsteinhausen",
    ].map((name) => ({ name, role: "professor of long titles and of what follows from them" })),
    summary: "A".repeat(300),
  }),
  programme("arabic", 50, 60, {
    title: "نشرة الأخبار المسائية مع ضيوف من كل أنحاء العالم",
    language: "ar",
    presenters: [{ name: "ليلى العلوي" }, { name: "يوسف שלום" }],
    summary: "أخبار المساء.",
  }),
  ...Array.from({ length: 10 }, (_, k) =>
    programme(`piece-${k}`, 110 + k * 2, 2, { title: `A piece of two minutes with a name, number ${k}` }),
  ),
];
