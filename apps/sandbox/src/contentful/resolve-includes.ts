import type { DeliveredEntry } from "./entry-wire.ts";
import { asLink } from "./validate-entry.ts";

/**
 * Finds linked entries down to `depth`, without those that are among the items already. Lists broken links separately.
 * `fields` may be flat or by locale.
 */
export function resolveIncludes(
  items: readonly DeliveredEntry[],
  depth: number,
  find: (id: string) => DeliveredEntry | undefined,
): { includes: DeliveredEntry[]; errors: object[] } {
  const seen = new Set(items.map((item) => item.sys.id));
  const includes: DeliveredEntry[] = [];
  const missing = new Map<string, object>();
  let level: readonly DeliveredEntry[] = items;
  for (let i = 0; i < depth && level.length > 0; i++) {
    const next: DeliveredEntry[] = [];
    for (const link of level.flatMap((item) => linksIn(item.fields))) {
      if (link.linkType === "Entry" && seen.has(link.id)) continue;
      const target = link.linkType === "Entry" ? find(link.id) : undefined;
      if (target === undefined) {
        const details = { type: "Link", linkType: link.linkType, id: link.id };
        missing.set(`${link.linkType}:${link.id}`, { sys: { id: "notResolvable", type: "error" }, details });
        continue;
      }
      seen.add(link.id);
      next.push(target);
    }
    includes.push(...next);
    level = next;
  }
  return { includes, errors: [...missing.values()] };
}

function linksIn(value: unknown): { linkType: string; id: string }[] {
  const link = asLink(value);
  if (link !== undefined) return [link.sys];
  if (Array.isArray(value)) return value.flatMap(linksIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(linksIn) : [];
}
