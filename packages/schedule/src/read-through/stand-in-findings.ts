import type { Airing } from "@nonstop/contract/airing";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import { comesLive, type Item } from "@nonstop/contract/rundown";
import { MAX_BRIDGE_SECONDS } from "../decide.ts";
import { lengthWords, namedAiring } from "../wall-time.ts";
import { finding, type Finding } from "./finding.ts";

/** Which items stand or fall with a live room. */
export const isLiveItem = ({ kind, room }: Item): boolean => kind === "live" && comesLive(room);

/** What it means that a live show's room is not there for all of it: `spans` is what airs in its place. */
export function standInFindings(airing: Airing, item: Item, spans: readonly AsRunSpan[]): Finding[] {
  const slate = spans.reduce((sum, { room, from, to }) => sum + (room.kind === "slate" ? to - from : 0), 0);
  const programme = { airing: airing.id, title: airing.title };
  const cure = "Link a plan B to the event or its show.";
  if (slate > MAX_BRIDGE_SECONDS)
    return [
      finding({
        code: "slate-stands-in",
        at: item.start,
        programme,
        message: `${namedAiring(airing)}: if nobody comes, the safe picture airs for ${lengthWords(slate)}.`,
        cure: `${cure} Or put filler into the library.`,
      }),
    ];
  if (item.planB !== undefined) return [];
  return [
    finding({
      code: "no-plan-b",
      at: item.start,
      programme,
      message: `${namedAiring(airing)} has no plan B: if nobody comes, filler airs for its ${lengthWords(item.end - item.start)}.`,
      cure,
    }),
  ];
}
