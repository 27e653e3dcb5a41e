import { ASSET_CHUNK_SECONDS, AssetChunkHeader } from "@nonstop/contract/asset";
import type { ChunkPlace } from "@nonstop/contract/asset-source";
import { type BundleHead, decodeBundleHead } from "@nonstop/contract/bundle";
import { assetChunkKey } from "@nonstop/contract/media-keys";
import type { ChunkPlan } from "@nonstop/media/chunk-plan";
import { chunksSource, cutChunk, type StoredChunk } from "@nonstop/media/chunk-source";
import { MediaError } from "@nonstop/media/media-error";
import type { ChunkSource } from "@nonstop/media/put-together";

/** What stands before a chunk's parts: 16 s have some 6 kB of lengths. */
const HEAD_BYTES = 65_536;

/**
 * Reads of the chunks of a place what a plan needs, in these video renditions and the sound, and no byte more than it needs. The
 * source lacks what is not there. Rejects when R2 does not answer.
 */
export async function readSpan(
  media: R2Bucket,
  place: ChunkPlace,
  plan: ChunkPlan,
  renditions: readonly string[],
): Promise<ChunkSource> {
  const from = Math.min(...plan.pictures);
  const to = Math.max(...plan.pictures) + 1;
  const chunks: StoredChunk[] = [];
  for (let chunk = chunkOf(from); chunk <= chunkOf(to - 1); chunk += 1) {
    const key = assetChunkKey(place.asset, chunk, place.folder);
    const read = await readPart(media, key, { from, to }, renditions);
    if (read !== undefined) chunks.push(read);
  }
  return chunksSource(chunks);
}

async function readPart(
  media: R2Bucket,
  key: string,
  seconds: { from: number; to: number },
  renditions: readonly string[],
): Promise<StoredChunk | undefined> {
  const head = await readHead(media, key);
  const part = head && cutChunk(head.header, seconds, renditions);
  if (head === undefined || part === undefined) return undefined;
  const places = new Map(head.places.map((place) => [place.name, place]));
  const parts = await Promise.all(
    part.ranges.map(async ({ name, from, to }): Promise<[string, Uint8Array]> => {
      const place = places.get(name);
      if (place === undefined || place.from + to > place.to) throw new MediaError(`part ${name}: cut short`);
      return [name, await readBytes(media, key, place.from + from, place.from + to)];
    }),
  );
  return { layout: part.layout, parts: new Map(parts) };
}

async function readHead(media: R2Bucket, key: string): Promise<BundleHead<AssetChunkHeader> | undefined> {
  const object = await media.get(key, { range: { offset: 0, length: HEAD_BYTES } });
  if (object === null) return undefined;
  const head = decodeBundleHead(new Uint8Array(await object.arrayBuffer()), AssetChunkHeader);
  if ("kind" in head) throw new MediaError(`${key}: ${head.message}`);
  return head;
}

async function readBytes(media: R2Bucket, key: string, from: number, to: number): Promise<Uint8Array> {
  if (from === to) return new Uint8Array();
  const object = await media.get(key, { range: { offset: from, length: to - from } });
  if (object === null) throw new MediaError(`${key}: it is gone`);
  const bytes = new Uint8Array(await object.arrayBuffer());
  if (bytes.byteLength !== to - from) throw new MediaError(`${key}: cut short`);
  return bytes;
}

const chunkOf = (second: number): number => Math.floor(second / ASSET_CHUNK_SECONDS);
