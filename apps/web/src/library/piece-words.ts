import type { Piece, PieceUse } from "@nonstop/contract/library";
import { dayEnd, dayStart } from "@nonstop/schedule/day-start";
import { lengthWords, secondsOfLength, wallDate, wallDay, wallTime } from "@nonstop/schedule/wall-time";

/** Where a piece comes from, in words. */
export const SOURCE_WORDS: Readonly<Record<Piece["sourceKind"], string>> = {
  file: "A file",
  past: "Aired here",
  span: "A segment",
};

/** A use of a piece as people read it, and where it leads. */
export function useWords(use: PieceUse): { words: string; href?: string } {
  switch (use.kind) {
    case "on-air":
      return { words: "On air now", href: "/control-room/" };
    case "airing": {
      const as = { recording: "Planned", "plan-b": "Plan B", block: "In the block" }[use.as];
      const when = `${wallDay(use.start, use.timezone)} ${wallTime(use.start, use.timezone)}`;
      return { words: `${as}: ${use.title}, ${when}`, href: `/schedule/${use.slug}` };
    }
    case "last-filler":
      return { words: "It is the only filler" };
    case "span":
      return {
        words: `The segment ${use.title} is part of it`,
        href: `/control-room/library/?piece=${use.asset}`,
      };
    case "collection":
    default:
      return { words: `In the collection ${use.title}` };
  }
}

/** A list as one line for a field, and back: what stands between commas. */
export const listWords = (list: readonly string[]): string => list.join(", ");
export function listOf(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** Seconds of a piece as a line for a field, and back: `12:30, 1:02:30`. Undefined when one is no time. */
export const timesWords = (seconds: readonly number[]): string => seconds.map(lengthWords).join(", ");
export function timesOf(text: string): number[] | undefined {
  const times = listOf(text).map(secondsOfLength);
  return times.some((time) => time === undefined) ? undefined : times.filter((time) => time !== undefined);
}

/** The first and the last day of a piece's rights as date fields have them; empty where there is no bound. */
export function rightsDays(piece: Pick<Piece, "rightsFrom" | "rightsTo">, zone: string): [string, string] {
  const day = (second: number | undefined): string => (second === undefined ? "" : wallDate(second, zone));
  return [day(piece.rightsFrom), day(piece.rightsTo === undefined ? undefined : piece.rightsTo - 1)];
}

/** Days of rights as seconds, the last day included; null takes a bound away. */
export function rightsOfDays(first: string, last: string, zone: string) {
  return { rightsFrom: dayStart(first, zone) ?? null, rightsTo: dayEnd(last, zone) ?? null };
}
