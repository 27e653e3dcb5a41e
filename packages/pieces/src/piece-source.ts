import type { AssetIndex } from "@nonstop/contract/asset";
import type { ChunkPlan, SourceSpan } from "@nonstop/media/chunk-plan";
import type { ChunkSource } from "@nonstop/media/put-together";
import { type PastEnv, readPast } from "./read-past.ts";
import { readSpan } from "./read-span.ts";

/** The seconds that a piece is, in the time of where its media lies. */
export function spansOf({ source, durationSeconds }: AssetIndex): readonly SourceSpan[] {
  if (source?.kind === "past") return source.spans;
  return [source?.kind === "span" ? source : { from: 0, to: durationSeconds }];
}

/** Reads what a plan needs of where a piece's media lies, in these video renditions and the sound. */
export function readSource(
  env: PastEnv,
  { asset, source }: AssetIndex,
  plan: ChunkPlan,
  renditions: readonly string[],
): Promise<ChunkSource> {
  if (source?.kind === "past") return readPast(env, source, plan, renditions);
  const place = source?.kind === "span" ? source : { asset, folder: source?.folder };
  return readSpan(env.MEDIA, place, plan, renditions);
}
