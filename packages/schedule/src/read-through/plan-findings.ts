import type { Airing } from "@nonstop/contract/airing";
import type { ReadThroughFacts } from "@nonstop/contract/read-through";
import { namedAiring } from "../wall-time.ts";
import { finding, type Finding } from "./finding.ts";

/** Collections of which no block of the window airs anything. */
export function collectionFindings(
  { collections, from }: Pick<ReadThroughFacts, "collections" | "from">,
  within: readonly Airing[],
): Finding[] {
  const used = new Set(within.map(({ collection }) => collection));
  return collections
    .filter(({ entry }) => !used.has(entry))
    .map(({ title, pieces }) =>
      finding({
        code: "collection-idle",
        at: from,
        message: `No block airs the collection ${title} in these days; it has ${pieces === 1 ? "1 piece" : `${pieces} pieces`}.`,
        cure: "Leave it at that, or plan a block of it.",
      }),
    );
}

/** Episodes that are not made yet, one finding for each show. They are read as their show says. */
export function toComeFindings(toCome: readonly Airing[]): Finding[] {
  const byTitle = Map.groupBy(toCome, ({ title }) => title);
  return [...byTitle.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const more = others.length === 0 ? "is" : `and ${others.length} more episodes are`;
    return [
      finding({
        code: "episodes-to-come",
        at: first.start,
        message: `${namedAiring(first)} ${more} not made yet: guests cannot be named before.`,
        cure: "The station makes episodes two weeks ahead.",
      }),
    ];
  });
}
