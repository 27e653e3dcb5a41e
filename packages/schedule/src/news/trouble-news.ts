import type { News } from "@nonstop/contract/announcement";
import type { Warning } from "@nonstop/contract/warning";

/**
 * What began to be wrong and what no longer is. A warning counts once it is in `before` and in `now`, two looks at the station, and
 * is over once it is in neither: what comes and goes in between is not worth a message. `told` are those that were announced.
 */
export function troubleNews(
  told: ReadonlyMap<string, Warning>,
  before: ReadonlySet<string>,
  now: readonly Warning[],
): News[] {
  const heavy = now.filter(({ weight }) => weight !== "notice");
  const standing = new Set(heavy.map(({ id }) => id));
  const began = heavy.filter(({ id }) => before.has(id) && !told.has(id));
  const over = [...told.values()].filter(({ id }) => !before.has(id) && !standing.has(id));
  return [
    ...began.map((data): News => ({ type: "trouble.began", data })),
    ...over.map((data): News => ({ type: "trouble.over", data })),
  ];
}
