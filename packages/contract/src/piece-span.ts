import { z } from "zod";
import { PieceTag } from "./library.ts";
import { AiringId, AssetId, ChannelId } from "./names.ts";
import { NewAssetId } from "./new-asset.ts";

/** What a span is of: a live show as it aired, a piece of the library, or a channel, whose marks are its own seconds. */
export const SpanOf = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("airing"), airing: AiringId }),
  z.strictObject({ kind: z.literal("piece"), asset: AssetId }),
  z.strictObject({ kind: z.literal("channel"), channel: ChannelId }),
]);
export type SpanOf = z.infer<typeof SpanOf>;

const Mark = z.int().min(0);

/**
 * Body of `POST /api/v1/library/spans` (producers only): a span becomes a piece of its own, without a copy. 201 with the `Piece`, 200 if it
 * is one already. Marks are seconds from the first of what it is of, out not included.
 */
export const SpanOrder = z.strictObject({
  of: SpanOf,
  markIn: Mark,
  markOut: Mark,
  title: z.string().trim().min(1).max(200),
  /** The name of the piece; without one the station gives it a name, the same for the same span. */
  asset: NewAssetId.optional(),
  favourite: z.boolean().default(false),
  filler: z.boolean().default(false),
  tags: z.array(PieceTag).max(50).default([]),
});
export type SpanOrder = z.infer<typeof SpanOrder>;
