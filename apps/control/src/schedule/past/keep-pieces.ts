import { AssetIndex } from "@nonstop/contract/asset";
import { type ChunkFolder, mediaMark } from "@nonstop/contract/asset-source";
import { BUNDLE_MEDIA_TYPE } from "@nonstop/contract/bundle";
import { assetChunkKey, assetFolder, assetIndexKey } from "@nonstop/contract/media-keys";
import type { AssetId } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import { joinBytes } from "@nonstop/media/join-bytes";
import { addPiece } from "../library/add-piece.ts";
import type { PieceMedia } from "./piece-media.ts";
import type { PieceSources } from "./piece-sources.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import type { Chore } from "../chores/chore-list.ts";

/** What aired is copied when it is so old: most of what nobody wants to keep was deleted by then, and there is time to spare. */
const KEEP_AFTER_SECONDS = 3 * 86_400;
const LOOK_MS = 3600_000;
/** The copy of an hour takes some minutes: nothing waits for it. */
const NEXT_CHUNKS_MS = 5_000;
const CHUNKS_AT_ONCE = 6;

type Parts = Omit<Parameters<typeof addPiece>[1], "nowMs"> & {
  sources: PieceSources;
  media: R2Bucket;
  pieceMedia: Pick<PieceMedia, "chunk">;
  warnings: Pick<WarningStore, "set">;
};

/**
 * Copies the pieces that are of the channel's past into chunks of their own, long before the live store forgets them, and then has their
 * indexes say so. A copy that was interrupted goes on where it was: a chunk that is there is whole.
 */
export function keepPieces(o: Parts): Chore {
  let nextMs = 0;
  return {
    name: "keep-pieces",
    dueMs: () => nextMs,
    async run(nowMs) {
      nextMs = nowMs + LOOK_MS;
      const old = o.sources
        .ofPast()
        .filter(
          ({ source }) =>
            Math.max(...source.spans.map(({ to }) => to)) < secondOf(nowMs) - KEEP_AFTER_SECONDS,
        )
        .sort((a, b) => (a.source.spans[0]?.from ?? 0) - (b.source.spans[0]?.from ?? 0));
      let left = CHUNKS_AT_ONCE;
      for (const { asset } of old) {
        left -= await keepSome(o, asset, left, nowMs);
        if (left > 0) continue;
        nextMs = nowMs + NEXT_CHUNKS_MS;
        return;
      }
    },
  };
}

/** Copies up to `most` chunks of a piece, and rewrites its index when none is missing. Answers how many it copied. */
async function keepSome(o: Parts, asset: AssetId, most: number, nowMs: number): Promise<number> {
  const object = await o.media.get(assetIndexKey(asset));
  const parsed = object === null ? undefined : AssetIndex.safeParse(await object.json());
  if (object === null || parsed?.success !== true) return 0;
  const index = parsed.data;
  const folder = mediaMark(index.source);
  if (index.source?.kind !== "past" || folder === undefined) {
    o.sources.note(index);
    return 0;
  }
  const sizes = await storedChunks(o.media, asset, folder);
  let copied = 0;
  for (let chunk = 0; chunk < index.chunkCount; chunk += 1) {
    if (sizes.has(chunk)) continue;
    if (copied === most) return copied;
    const size = await copyChunk(o, index, folder, chunk);
    if (size === undefined) return copied;
    sizes.set(chunk, size);
    copied += 1;
  }
  const byteLength = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const kept = { ...index, byteLength, source: { kind: "chunks" as const, folder } };
  const onlyIf = { etagMatches: object.etag };
  const httpMetadata = { contentType: "application/json" };
  // Whoever replaced the piece meanwhile has the last word.
  if ((await o.media.put(assetIndexKey(asset), JSON.stringify(kept), { onlyIf, httpMetadata })) === null)
    return copied;
  addPiece(kept, { ...o, nowMs });
  o.warnings.set(topicOf(asset), undefined);
  log("piece-kept", { asset, bytes: byteLength });
  return copied;
}

/** Copies one chunk, which R2 compares with its digest. Answers its length; undefined when what it is made of is not there. */
async function copyChunk(
  o: Parts,
  index: AssetIndex,
  folder: ChunkFolder,
  chunk: number,
): Promise<number | undefined> {
  const { asset, title } = index;
  const read = await o.pieceMedia.chunk(index, chunk);
  if (read.kind !== "put-together") {
    const reason = read.kind === "absent" ? read.reason : "it is stored already";
    log("piece-not-kept", { asset, chunk, reason });
    o.warnings.set(topicOf(asset), {
      code: "piece-lost",
      message: `${title} cannot be kept: a part of what aired is lost (${reason}).`,
    });
    return undefined;
  }
  const bytes = joinBytes([...read.runs()]);
  const sha256 = await crypto.subtle.digest("SHA-256", bytes);
  const httpMetadata = { contentType: BUNDLE_MEDIA_TYPE };
  await o.media.put(assetChunkKey(asset, chunk, folder), bytes, { sha256, httpMetadata });
  return bytes.byteLength;
}

/** The lengths of the chunks that lie in a folder. */
async function storedChunks(
  media: R2Bucket,
  asset: AssetId,
  folder: ChunkFolder,
): Promise<Map<number, number>> {
  const sizes = new Map<number, number>();
  const prefix = assetFolder(asset, folder);
  let cursor: string | undefined;
  do {
    const page: R2Objects = await media.list({ prefix, ...present({ cursor }) });
    for (const { key, size } of page.objects) {
      const chunk = /^(\d+)\.chunk$/.exec(key.slice(prefix.length))?.[1];
      if (chunk !== undefined) sizes.set(Number(chunk), size);
    }
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
  return sizes;
}

const topicOf = (asset: AssetId): string => `piece-lost-${asset}`;
