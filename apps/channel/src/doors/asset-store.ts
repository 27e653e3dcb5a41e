import type { ChunkPlace } from "@nonstop/contract/asset-source";
import { assetChunkKey, assetFolder } from "@nonstop/contract/media-keys";

/**
 * Stores bytes under a key. With `immutable`, bytes that are already there stay, and the answer is `same` or `differs`.
 */
export async function storeOnce(
  bucket: R2Bucket,
  key: string,
  bytes: Uint8Array,
  contentType: string,
  immutable: boolean,
): Promise<"stored" | "same" | "differs"> {
  const sha256 = await crypto.subtle.digest("SHA-256", bytes);
  const known = await bucket.head(key);
  if (known?.checksums.sha256 !== undefined && sameBytes(known.checksums.sha256, sha256)) return "same";
  if (known !== null && immutable) return "differs";
  const httpMetadata = { contentType };
  if (!immutable) {
    await bucket.put(key, bytes, { sha256, httpMetadata });
    return "stored";
  }
  const put = await bucket.put(key, bytes, { sha256, httpMetadata, onlyIf: { etagDoesNotMatch: "*" } });
  return put === null ? "differs" : "stored";
}

/** Numbers of the chunks in `[0, count)` that an asset does not have in one of its folders. */
export async function missingChunks(
  bucket: R2Bucket,
  { asset, folder }: ChunkPlace,
  count: number,
): Promise<number[]> {
  const there = new Set<string>();
  let cursor: string | undefined;
  do {
    const page: R2Objects = await bucket.list({
      prefix: assetFolder(asset, folder),
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const object of page.objects) there.add(object.key);
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
  const numbers = Array.from({ length: count }, (_, chunk) => chunk);
  return numbers.filter((chunk) => !there.has(assetChunkKey(asset, chunk, folder)));
}

function sameBytes(a: ArrayBuffer, b: ArrayBuffer): boolean {
  return a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
}
