import { decodeBundle, encodeBundle } from "@nonstop/contract/bundle";
import { StoredHouse } from "@nonstop/contract/house-format";
import { houseKey } from "@nonstop/contract/media-keys";
import type { HouseVersion } from "@nonstop/contract/names";
import { buildHouse, type House } from "./house.ts";

/** Where houses are stored: R2, as far as it is needed here. */
export type HouseBucket = Pick<R2Bucket, "get" | "head" | "put">;

const SLATE_PART = "slate";

/** Stores a house unless it is there. What aired in it can then be watched when the setting has long been another. */
export async function storeHouse(bucket: HouseBucket, house: House): Promise<void> {
  const key = houseKey(house.version);
  if ((await bucket.head(key)) !== null) return;
  const header = { version: house.version, format: house.format };
  await bucket.put(key, encodeBundle(header, new Map([[SLATE_PART, new Uint8Array(house.slateBundle)]])));
}

/** The house of a version. Undefined when none is stored, or when it cannot be read. */
export async function readStoredHouse(
  bucket: HouseBucket,
  version: HouseVersion,
): Promise<House | undefined> {
  const object = await bucket.get(houseKey(version));
  if (object === null) return undefined;
  const bundle = decodeBundle(new Uint8Array(await object.arrayBuffer()), StoredHouse);
  if ("kind" in bundle) return undefined;
  const slate = bundle.parts.get(SLATE_PART);
  if (slate === undefined) return undefined;
  const house = buildHouse(bundle.header.format, slate.slice().buffer);
  return house.version === version ? house : undefined;
}
