import type { Airing } from "@nonstop/contract/airing";
import type { PromoCard } from "@nonstop/contract/promo-card";
import { wallParts, wallTime } from "../wall-time.ts";

const MAX_TITLE = 200;
const MAX_NAME = 200;
const MAX_PRESENTERS = 20;
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Controls, what no font has, and marks that turn the direction of what follows. */
const INVISIBLE =
  /[\uFE00-\uFE0F\p{Cc}\p{Co}\p{Cn}\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFFD]+/gu;
/** Pictures that a font of letters does not have: emoji with what colours and joins them, flags, keycaps. */
const PICTURES =
  /(?:(?![©®™])[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}][\uFE0F\u200D]*)+|\u20E3/gu;

/** What the promo of an airing says, by the station's clocks; undefined when its title has no letter that could be drawn. Pure. */
export function cardOf(
  { title, start, presenters }: Pick<Airing, "title" | "start" | "presenters">,
  zone: string,
): PromoCard | undefined {
  const drawn = drawnLine(title, MAX_TITLE);
  if (!/[\p{L}\p{N}]/u.test(drawn)) return undefined;
  const { weekday = "" } = wallParts(start, zone);
  return {
    title: drawn,
    when: `${weekday} ${wallTime(start, zone)}`,
    zone: zoneWords(zone),
    presenters: presenters
      .map(({ name }) => drawnLine(name, MAX_NAME))
      .filter((name) => name !== "")
      .slice(0, MAX_PRESENTERS),
    weekday: Math.max(0, WEEKDAYS.indexOf(weekday)),
  };
}

function drawnLine(text: string, most: number): string {
  const plain = text
    .toWellFormed()
    .replaceAll(PICTURES, " ")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(INVISIBLE, "")
    .replaceAll(/ {2,}/g, " ")
    .trim();
  return Array.from(plain).slice(0, most).join("").slice(0, most).toWellFormed().trim();
}

/** Whose clocks a zone's are: `Lisbon time`. */
function zoneWords(zone: string): string {
  const place = zone.split("/").at(-1)?.replaceAll("_", " ") ?? "";
  return /^(UTC|GMT|UCT|Zulu|Universal)/.test(place) ? "UTC" : `${place} time`;
}
