import type { AssetId } from "@nonstop/contract/names";
import type { Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { lengthWords } from "../wall-time.ts";
import { isPoolItem } from "./filler-items.ts";
import type { Filling } from "./gap-filler.ts";

/** What the team should know of the filler, in words. */
export type FillerNote = { code: "filler-repeats"; message: string; cure: string };

/** What is wrong with the filler of a rundown: once for all of it, that pieces come again before their time. */
export function fillerNotes(
  { items }: Pick<Rundown, "items">,
  { aired, programming }: Filling,
): FillerNote[] {
  const until = new Map<AssetId, Second>(aired);
  let soonest: { title: string; seconds: number } | undefined;
  for (const item of items) {
    if (item.room.kind !== "asset") continue;
    const seconds = item.start - (until.get(item.room.asset) ?? -Infinity);
    const isExempt = !isPoolItem(item) || item.role === "ident" || item.role === "bumper";
    // What had begun before it is on still.
    if (!isExempt && seconds >= 0 && seconds < (soonest?.seconds ?? programming.repeatHours * 3600))
      soonest = { title: item.title, seconds };
    until.set(item.room.asset, item.end);
  }
  if (soonest === undefined) return [];
  const { repeatHours } = programming;
  const hours = repeatHours === 1 ? "hour" : `${repeatHours} hours`;
  return [
    {
      code: "filler-repeats",
      message: `The filler pool is too small for the coming days: ${soonest.title} comes again after ${lengthWords(soonest.seconds)}, and no piece should within ${hours}.`,
      cure: `Add pieces to the filler pool, or lower "No repeat within hours" in the entry Programming.`,
    },
  ];
}
