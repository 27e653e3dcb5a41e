import type { AssetId } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import type { ItemRole, Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { isPoolItem } from "./filler-items.ts";

/** What airs between programmes, as guide and feeds list it: `[start, end)`. */
export type ListedFiller = { start: Second; end: Second; title: string; asset: AssetId; role?: ItemRole };

/** The filler of a rundown, in the order of air. The tail of a show that runs over is the show's, and not listed. */
export function fillerOf({ items }: Pick<Rundown, "items">): ListedFiller[] {
  return items.filter(isPoolItem).map(({ start, end, title, role, room }) => ({
    start,
    end,
    title,
    asset: room.asset,
    ...present({ role }),
  }));
}
