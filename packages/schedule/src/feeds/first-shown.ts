import type { Airing } from "@nonstop/contract/airing";
import type { Second } from "@nonstop/contract/time";

/** Of repeats, and of the airings of a piece that was on before, when it was on first; by airing. Give all airings that are still known. */
export function firstShown(airings: readonly Airing[]): Map<string, Second> {
  const first = new Map<string, Second>();
  for (const { asset, start } of airings)
    if (asset !== undefined) first.set(asset, Math.min(start, first.get(asset) ?? start));
  const starts = new Map(airings.map(({ id, start }) => [id, start]));
  return new Map(
    airings.flatMap(({ id, asset, start, repeatOf }): [string, Second][] => {
      const original = repeatOf === undefined ? undefined : starts.get(repeatOf);
      const shown = original ?? (asset === undefined ? undefined : first.get(asset));
      return shown === undefined || shown === start ? [] : [[id, shown]];
    }),
  );
}
