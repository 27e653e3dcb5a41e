import { AssetIndex } from "@nonstop/contract/asset";

const PREFIX = "assets/";
const MOST = 1_000;

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
    const listed = await media.list({ prefix: PREFIX, delimiter: "/", limit: MOST });
    return listed.delimitedPrefixes.map((folder) => folder.slice(PREFIX.length).replace(/\/$/, ""));
  } catch {
    // The library is read again in an hour; what is known of it stands.
    return [];
  }
}

async function readIndex(media: R2Bucket, asset: string): Promise<AssetIndex | undefined> {
  try {
    const body = await media.get(`${PREFIX}${asset}/index.json`);
    return AssetIndex.safeParse(await body?.json()).data;
  } catch {
    return undefined;
  }
}
