import { z } from "zod";
import { AssetId } from "./names.ts";

/** In which order the pieces of a collection air. */
export const PieceOrder = z.enum(["in-order", "shuffled", "newest-first"]);
export type PieceOrder = z.infer<typeof PieceOrder>;

/** What blocks take their pieces from, as the schedule side keeps it. */
export const Collection = z.object({
  /** Its entry. */
  id: z.string().min(1),
  title: z.string(),
  order: PieceOrder,
  /** The pieces that it names, in their order. */
  pieces: z.array(AssetId),
  /** Entries that it links to and that name no piece, for they are not published. */
  unpublished: z.array(z.string()).optional(),
  /** Pieces of the library with one of these tags are in it as well, behind those that it names. */
  tags: z.array(z.string()),
  /** For so many hours from its start no piece begins again in a block of this collection. */
  noRepeatHours: z.int().positive().optional(),
});
export type Collection = z.infer<typeof Collection>;
