import type { AssetIndex } from "@nonstop/contract/asset";
import { present } from "@nonstop/contract/present";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";

const PREFIX = "assets/";

/** What stands in R2 and is not known yet: the indexes, and the names of the assets whose index could not be read. */
export type UnknownPieces = { indexes: AssetIndex[]; unreadable: string[] };

/**
 * Reads the indexes of the assets in R2 that are not in `known`. An asset without an index is still on its way and left out.
 * Rejects when R2 does not list them; one index that cannot be read does not stop the others.
 */
export async function readUnknownPieces(media: R2Bucket, known: ReadonlySet<string>): Promise<UnknownPieces> {
  const found: UnknownPieces = { indexes: [], unreadable: [] };
  for (const asset of await assetNames(media)) {
    if (known.has(asset)) continue;
    const read = await readAssetIndex(media, asset).catch(() => ({ kind: "broken" }) as const);
    if (read.kind === "index") found.indexes.push(read.index);
    if (read.kind === "broken") found.unreadable.push(asset);
  }
  return found;
}

/** The names of the assets in R2, finished or on their way. */
export async function assetNames(media: R2Bucket): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page: R2Objects = await media.list({ prefix: PREFIX, delimiter: "/", ...present({ cursor }) });
    names.push(...page.delimitedPrefixes.map((folder) => folder.slice(PREFIX.length).replace(/\/$/, "")));
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
  return names;
}
