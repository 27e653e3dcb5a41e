import { ASSET_CHUNK_SECONDS, type AssetChunkHeader, type AssetIndex } from "@nonstop/contract/asset";
import { bundleHead } from "@nonstop/contract/bundle";
import { assetChunkKey } from "@nonstop/contract/media-keys";
import { planChunk } from "@nonstop/media/chunk-plan";
import { MediaError } from "@nonstop/media/media-error";
import { putTogether } from "@nonstop/media/put-together";
import { readSource, spansOf } from "./piece-source.ts";
import type { PastEnv } from "./read-past.ts";

/**
 * A chunk of a piece. `stored`: as it lies in R2. `put-together`: in the same format, of what the piece's source says; `runs` are its bytes
 * in order. `absent`: the piece has no such chunk, or its media is not there, for the reason given.
 */
export type PieceChunk =
  | { kind: "stored"; body: ReadableStream; byteLength: number }
  | { kind: "put-together"; byteLength: number; runs: () => Iterable<Uint8Array> }
  | { kind: "absent"; reason: string };

/** Reads one chunk of a piece, wherever its media lies. Rejects when R2 or the channel does not answer. */
export async function readPieceChunk(env: PastEnv, index: AssetIndex, chunk: number): Promise<PieceChunk> {
  if (chunk >= index.chunkCount)
    return { kind: "absent", reason: `the piece has ${index.chunkCount} chunks` };
  const { source } = index;
  if (source !== undefined && source.kind !== "chunks") return putTogetherChunk(env, index, chunk);
  const object = await env.MEDIA.get(assetChunkKey(index.asset, chunk, source?.folder));
  if (object === null) return { kind: "absent", reason: "it is not stored" };
  return { kind: "stored", body: object.body, byteLength: object.size };
}

async function putTogetherChunk(env: PastEnv, index: AssetIndex, chunk: number): Promise<PieceChunk> {
  const firstSecond = chunk * ASSET_CHUNK_SECONDS;
  const seconds = Math.min(ASSET_CHUNK_SECONDS, index.durationSeconds - firstSecond);
  const renditions = Object.keys(index.parameters.video);
  try {
    const plan = planChunk(spansOf(index), firstSecond, seconds);
    const made = putTogether(plan, await readSource(env, index, plan, renditions), renditions);
    const { layout } = made;
    const header = {
      asset: index.asset,
      firstSecond,
      seconds,
      video: Object.fromEntries(Object.entries(layout.video).map(([id, sizes]) => [id, [...sizes]])),
      firstAudioFrame: layout.firstAudioFrame,
      audioFrames: [...layout.audioFrames],
      parameters: index.parameters,
    } satisfies AssetChunkHeader;
    const head = bundleHead(header, made.parts);
    return {
      kind: "put-together",
      byteLength: made.parts.reduce((sum, { byteLength }) => sum + byteLength, head.byteLength),
      *runs() {
        yield head;
        yield* made.runs();
      },
    };
  } catch (error) {
    if (error instanceof MediaError) return { kind: "absent", reason: error.message };
    throw error;
  }
}
