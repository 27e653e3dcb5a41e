import type { AssetIndex } from "@nonstop/contract/asset";
import { readAssetIndex } from "./read-asset-index.ts";
import { present } from "@nonstop/contract/present";

const PREFIX = "assets/";

/** Indexes of the pieces in R2 that are not known yet: what was conformed while nobody told the schedule. Never rejects. */
export async function readLibrary(media: R2Bucket, known: ReadonlySet<string>): Promise<AssetIndex[]> {
  const found: AssetIndex[] = [];
  for (const asset of await assetNames(media)) {
    if (known.has(asset)) continue;
    const index = await readIndex(media, asset);
    if (index !== undefined) found.push(index);
  }
  return found;
}

async function assetNames(media: R2Bucket): Promise<string[]> {
  try {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page: R2Objects = await media.list({ prefix: PREFIX, delimiter: "/", ...present({ cursor }) });
      names.push(...page.delimitedPrefixes.map((folder) => folder.slice(PREFIX.length).replace(/\/$/, "")));
      cursor = page.truncated ? page.cursor : undefined;
    } while (cursor !== undefined);
    return names;
  } catch {
    // The library is read again in an hour; what is known of it stands.
    return [];
  }
}

async function readIndex(media: R2Bucket, asset: string): Promise<AssetIndex | undefined> {
  try {
    return await readAssetIndex(media, asset);
  } catch {
    return undefined;
  }
}
