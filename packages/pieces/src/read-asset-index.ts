import { AssetIndex } from "@nonstop/contract/asset";
import { assetIndexKey } from "@nonstop/contract/media-keys";

/** `absent`: the library has no such asset. `broken`: what stands there is no index. */
export type AssetIndexAnswer = { kind: "index"; index: AssetIndex } | { kind: "absent" } | { kind: "broken" };

/** Reads an asset's index from R2. Rejects when R2 does not answer. */
export async function readAssetIndex(
  bucket: Pick<R2Bucket, "get">,
  asset: string,
): Promise<AssetIndexAnswer> {
  const object = await bucket.get(assetIndexKey(asset));
  if (object === null) return { kind: "absent" };
  const index = AssetIndex.safeParse(jsonOf(await object.text()));
  return index.success ? { kind: "index", index: index.data } : { kind: "broken" };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
