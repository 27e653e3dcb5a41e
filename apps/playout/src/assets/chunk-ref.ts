import { ASSET_CHUNK_SECONDS } from "@nonstop/contract/asset";

/** One stored chunk of an asset. */
export type ChunkRef = { asset: string; chunk: number };

/** A name for a chunk, to use as a key. */
export function chunkKey(ref: ChunkRef): string {
  return `${ref.asset}/${ref.chunk}`;
}

/** The chunk that holds an asset second. */
export function chunkOf(asset: string, assetSecond: number): ChunkRef {
  return { asset, chunk: Math.floor(assetSecond / ASSET_CHUNK_SECONDS) };
}
