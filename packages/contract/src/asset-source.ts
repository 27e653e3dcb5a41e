import { z } from "zod";
import { markOf } from "./mark.ts";
import { AssetId, ChannelId, HouseVersion } from "./names.ts";
import { AssetSecond, Second } from "./time.ts";

/** The spans that what aired may be joined of: a show that was interrupted so often is cut there. */
export const MAX_PAST_SPANS = 500;

/** A folder of chunks below the asset's own: what a replaced file or a kept copy lies in. Its chunks never change. */
export const ChunkFolder = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "folder: lower-case letters, digits and hyphens, 1 to 63 of them");
export type ChunkFolder = z.infer<typeof ChunkFolder>;

/** Where the chunks of an asset lie: `assets/{asset}/{c}.chunk`, or with a folder `assets/{asset}/{folder}/{c}.chunk`. */
export const ChunkPlace = z.object({ asset: AssetId, folder: ChunkFolder.optional() });
export type ChunkPlace = z.infer<typeof ChunkPlace>;

const ChunkSource = z.object({ kind: z.literal("chunks"), folder: ChunkFolder });

/** Seconds of a channel's own past, one span after the other, all aired in one version of the house format. */
const PastSource = z.object({
  kind: z.literal("past"),
  channel: ChannelId,
  version: HouseVersion,
  spans: z
    .array(
      z
        .object({ from: Second, to: Second })
        .refine(({ from, to }) => from < to, "a span ends after it begins"),
    )
    .min(1)
    .max(MAX_PAST_SPANS),
});
export type PastSource = z.infer<typeof PastSource>;

/** Seconds `[from, to)` of stored chunks, which belong to another asset. */
const SpanSource = z
  .object({ kind: z.literal("span"), ...ChunkPlace.shape, from: AssetSecond, to: AssetSecond })
  .refine(({ from, to }) => from < to, "a span ends after it begins");

/**
 * Where an asset's media lies. Of `past` and `span` nothing is stored: their chunks are put together when they are read. Neither
 * ever points at an asset that is itself put together.
 */
export const AssetSource = z.discriminatedUnion("kind", [ChunkSource, PastSource, SpanSource]);
export type AssetSource = z.infer<typeof AssetSource>;

/**
 * What tells an asset's media from any other media it has had, or may have: the addresses of its chunks carry it. A kept copy lies in the
 * folder of this name, so its chunks have the same addresses before and after. Undefined for an asset whose chunks lie in no folder.
 */
export function mediaMark(source: AssetSource | undefined): ChunkFolder | undefined {
  if (source === undefined) return undefined;
  switch (source.kind) {
    case "chunks":
      return source.folder;
    case "past": {
      const spans = source.spans.map(({ from, to }) => `${from}-${to}`);
      return `past-${markOf([source.channel, source.version, ...spans].join(" "))}`;
    }
    case "span":
    default: {
      const { asset, folder, from, to } = source;
      return `span-${markOf([asset, folder ?? "", from, to].join(" "))}`;
    }
  }
}
