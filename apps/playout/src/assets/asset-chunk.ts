import { ASSET_CHUNK_SECONDS, AssetChunkHeader, type AssetIndex } from "@nonstop/contract/asset";
import { decodeBundle } from "@nonstop/contract/bundle";
import type { ChunkRef } from "./chunk-ref.ts";

export type AssetChunk = {
  header: AssetChunkHeader;
  parts: ReadonlyMap<string, Uint8Array>;
  byteLength: number;
};

/** Reads a chunk and compares it with its asset's index: the chunk, or why it does not belong here. */
export function readAssetChunk(
  bytes: Uint8Array,
  o: { ref: ChunkRef; index: AssetIndex; videoRenditions: readonly string[] },
): { kind: "chunk"; chunk: AssetChunk } | { kind: "broken"; problem: string } {
  const bundle = decodeBundle(bytes, AssetChunkHeader);
  if ("kind" in bundle) return { kind: "broken", problem: bundle.message };
  const { header, parts } = bundle;
  const problem = problemOf(header, parts, o);
  if (problem !== undefined) return { kind: "broken", problem };
  return { kind: "chunk", chunk: { header, parts, byteLength: bytes.byteLength } };
}

function problemOf(
  header: AssetChunkHeader,
  parts: ReadonlyMap<string, Uint8Array>,
  o: Parameters<typeof readAssetChunk>[1],
): string | undefined {
  const firstSecond = o.ref.chunk * ASSET_CHUNK_SECONDS;
  const seconds = Math.min(ASSET_CHUNK_SECONDS, o.index.durationSeconds - firstSecond);
  if (header.asset !== o.ref.asset || header.firstSecond !== firstSecond || header.seconds !== seconds)
    return "it is another chunk";
  for (const rendition of o.videoRenditions) {
    const sizes = header.video[rendition];
    if (sizes?.length !== seconds) return `${rendition}: not one fragment a second`;
    if (sum(sizes) !== parts.get(`video:${rendition}`)?.byteLength)
      return `${rendition}: its bytes are not as long as its fragments`;
  }
  if (sum(header.audioFrames) !== parts.get("audio")?.byteLength)
    return "audio: its bytes are not as long as its frames";
  return undefined;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
