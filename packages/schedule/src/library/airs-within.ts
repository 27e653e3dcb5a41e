import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { AssetId } from "@nonstop/contract/names";
import type { Rundown, Take } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";

/**
 * Whether a piece is on air at some second of `[from, to)`: by the takes, by the rundown as what is planned or as plan B, or by what has
 * aired. Pure.
 */
export function airsWithin(
  asset: AssetId,
  o: { rundown: Rundown | undefined; takes: readonly Take[]; aired: readonly AsRunSpan[] },
  { from, to }: { from: Second; to: Second },
): boolean {
  const touches = (span: { from: Second; to?: Second | undefined }): boolean =>
    span.from < to && (span.to ?? Infinity) > from;
  const isIt = ({ room }: Pick<Take, "room">): boolean => room.kind === "asset" && room.asset === asset;
  const items = o.rundown?.items.filter((item) => touches({ from: item.start, to: item.end })) ?? [];
  return (
    o.takes.some((take) => isIt(take) && touches(take)) ||
    o.aired.some((span) => isIt(span) && touches(span)) ||
    items.some((item) => isIt(item) || item.planB?.asset === asset)
  );
}
