import { AssetIndex } from "@nonstop/contract/asset";
import { assetIndexKey } from "@nonstop/contract/media-keys";

/** An asset's index; undefined when the library has no such asset. */
export async function readAssetIndex(bucket: R2Bucket, asset: string): Promise<AssetIndex | undefined> {
  const object = await bucket.get(assetIndexKey(asset));
  if (object === null) return undefined;
  const index = AssetIndex.safeParse(await object.json());
  return index.success ? index.data : undefined;
}
