import { z } from "zod";
import { Presenter } from "./airing.ts";
import { PosterKey } from "./library.ts";
import { AiringId, AssetId } from "./names.ts";
import { Second } from "./time.ts";

const common = {
  /** Of its page: `/replays/{slug}` of a piece, `/schedule/{slug}` of an airing. */
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  people: z.array(Presenter),
  durationSeconds: z.int().positive(),
  /** When it aired; of a piece that never did, when it came into the library. */
  at: Second,
};

/** What viewers may watch again: a favourite piece of the library, or a programme that has aired. */
export const ShelfEntry = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("favourite"), asset: AssetId, poster: PosterKey.optional(), ...common }),
  z.object({ kind: z.literal("airing"), airing: AiringId, art: z.url().optional(), ...common }),
]);
export type ShelfEntry = z.infer<typeof ShelfEntry>;

export const MAX_SHELF_PAGE = 100;

/**
 * `GET /api/v1/channels/{channel}/shelf?kind=..&q=..&after=..&limit=..`: the newest first. `next` is the `after` of the next page; absent on the
 * last one.
 */
export const Shelf = z.object({
  stationTimezone: z.string(),
  entries: z.array(ShelfEntry),
  next: z.string().optional(),
});
export type Shelf = z.infer<typeof Shelf>;

/** `GET /api/v1/channels/{channel}/shelf/{slug}`: one favourite, by the address of its page. */
export const FavouriteAnswer = z.object({ stationTimezone: z.string(), entry: ShelfEntry.options[0] });
export type FavouriteAnswer = z.infer<typeof FavouriteAnswer>;

const rights = { rightsFrom: Second.optional(), rightsTo: Second.optional() };

/**
 * R2 object `shelf/{channel}.json`: what the viewers' Worker lets through. Of pieces it shows those that stand here, within their rights; of
 * airings it keeps back those that stand here outside theirs.
 */
export const ShownToViewers = z.object({
  pieces: z.record(AssetId, z.object(rights)),
  airings: z.record(AiringId, z.object(rights)),
});
export type ShownToViewers = z.infer<typeof ShownToViewers>;
