import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { SecondRange } from "@nonstop/contract/channel-object";
import type { AssetId } from "@nonstop/contract/names";
import type { Rundown, Take } from "@nonstop/contract/rundown";
import { secondOf } from "@nonstop/contract/time";
import { airsWithin } from "@nonstop/schedule/library/airs-within";

/** Playouts have what airs in the next minute in their memory, and what has aired may still be committed. */
const AROUND_SECONDS = 60;

/** Whether a piece is on air, was a moment ago, or will be soon. */
export async function airsAround(
  asset: AssetId,
  o: {
    rundown: () => Promise<Rundown | undefined>;
    takes: (second: number) => readonly Take[];
    aired: (range: SecondRange, limit: number) => readonly AsRunSpan[];
  },
  nowMs: number,
): Promise<boolean> {
  const now = secondOf(nowMs);
  const around = { from: now - AROUND_SECONDS, to: now + AROUND_SECONDS };
  const aired = o.aired({ from: around.from, to: now + 1 }, AROUND_SECONDS);
  const takes = o.takes(around.from);
  return airsWithin(asset, { rundown: await o.rundown(), takes, aired }, around);
}
