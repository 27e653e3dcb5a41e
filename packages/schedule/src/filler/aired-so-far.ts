import type { AssetId } from "@nonstop/contract/names";
import type { Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";

/** When each piece that a rundown has put on air before `now` was last on: what has been planned counts as aired. */
export function airedSoFar({ items }: Pick<Rundown, "items">, now: Second): Map<AssetId, Second> {
  const until = new Map<AssetId, Second>();
  for (const { room, start, end } of items)
    if (room.kind === "asset" && start < now) until.set(room.asset, Math.min(end, now));
  return until;
}
