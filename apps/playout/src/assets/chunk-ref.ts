import { ASSET_CHUNK_SECONDS, type AssetIndex } from "@nonstop/contract/asset";
import { type ChunkFolder, mediaMark } from "@nonstop/contract/asset-source";

/** One chunk of an asset. */
export type ChunkRef = { asset: string; chunk: number };
/** A chunk of certain media: an asset that was replaced has another mark. */
export type MarkedRef = ChunkRef & { mark: ChunkFolder | undefined };

/** A name for a chunk, to use as a key. */
export function chunkKey(ref: ChunkRef & { mark?: ChunkFolder | undefined }): string {
  return `${ref.asset}/${ref.mark === undefined ? "" : `${ref.mark}/`}${ref.chunk}`;
}

/** A chunk of the media that an index names. */
export function markedRef({ asset, chunk }: ChunkRef, index: AssetIndex | undefined): MarkedRef {
  return { asset, chunk, mark: mediaMark(index?.source) };
}

/** The chunk that holds an asset second. */
export function chunkOf(asset: string, assetSecond: number): ChunkRef {
  return { asset, chunk: Math.floor(assetSecond / ASSET_CHUNK_SECONDS) };
}
