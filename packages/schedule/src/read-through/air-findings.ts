import type { Airing } from "@nonstop/contract/airing";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { Second } from "@nonstop/contract/time";
import { lengthWords, namedAiring, shortDay, wallTime } from "../wall-time.ts";
import { finding, type Finding } from "./finding.ts";

/** What the seconds that nothing covers mean. */
export function gapFindings(gaps: readonly (readonly [Second, Second])[], zone: string): Finding[] {
  return gaps.map(([from, to]) =>
    finding({
      code: "uncovered",
      at: from,
      message: `Nothing is planned for ${momentWords(from, zone)} to ${momentWords(to, zone)}, and the schedule does not compile.`,
      cure: "Tell whoever runs the station: the last rundown stands until it is mended.",
    }),
  );
}

/** What goes wrong on air although every live room is there: the safe picture where nobody planned it, pieces that are not there. */
export function airFindings(
  spans: readonly AsRunSpan[],
  airings: ReadonlyMap<string, Airing>,
  zone: string,
): Finding[] {
  return spans.flatMap((span): Finding[] => {
    const { from, to, room, reason } = span;
    const airing = span.airing === undefined ? undefined : airings.get(span.airing);
    const common = {
      at: from,
      ...(airing === undefined ? {} : { programme: { airing: airing.id, title: airing.title } }),
    };
    const during = `from ${momentWords(from, zone)}`;
    if (reason === "asset-missing" && airing !== undefined)
      return [
        finding({
          ...common,
          code: "piece-not-there",
          message: `${namedAiring(airing)}: its recording is not there for ${lengthWords(to - from)} ${during}.`,
          cure: "Put the piece into the library, or link another one.",
        }),
      ];
    if (room.kind !== "slate" || airing?.kind === "slate") return [];
    return [
      finding({
        ...common,
        code: "slate-airs",
        message: `The safe picture airs for ${lengthWords(to - from)} ${during}: nothing is planned, and no filler is there.`,
        cure: "Plan something, or put filler into the library.",
      }),
    ];
  });
}

/** `Sat 27 Mar, 18:00`. */
export function momentWords(second: Second, zone: string): string {
  return `${shortDay(second, zone)}, ${wallTime(second, zone)}`;
}
