import { AssetIndex } from "@nonstop/contract/asset";

const PREFIX = "assets/";
const MOST = 1_000;

/** Indexes of the pieces in R2 that are not known yet: what was conformed while nobody told the schedule. */
export async function readLibrary(media: R2Bucket, known: ReadonlySet<string>): Promise<AssetIndex[]> {
  const found: AssetIndex[] = [];
  try {
    const listed = await media.list({ prefix: PREFIX, delimiter: "/", limit: MOST });
    for (const folder of listed.delimitedPrefixes) {
      const asset = folder.slice(PREFIX.length).replace(/\/$/, "");
      if (known.has(asset)) continue;
      const body = await media.get(`${PREFIX}${asset}/index.json`);
      const index = AssetIndex.safeParse(await body?.json());
      if (index.success) found.push(index.data);
    }
  } catch {
    // The library is read again in an hour; what is known of it stands.
  }
  return found;
}
