import { z } from "zod";
import { AiringId, AssetId, ChannelId, RoomId } from "./names.ts";
import { Second } from "./time.ts";
import { TroubleLimits } from "./trouble.ts";

export const Presenter = z.object({
  name: z.string(),
  slug: z.string().optional(),
  role: z.string().optional(),
});
export type Presenter = z.infer<typeof Presenter>;

export const ShowName = z.object({ slug: z.string(), title: z.string() });
export type ShowName = z.infer<typeof ShowName>;

/** How an airing is made: people live, a recorded piece, pieces of a collection one after the other, or the safe picture. */
export const AiringKind = z.enum(["live", "recording", "block", "slate"]);
export type AiringKind = z.infer<typeof AiringKind>;

/** A piece of a block, in its place. */
export const AiringPiece = z.object({ asset: AssetId, title: z.string(), start: Second, end: Second });
export type AiringPiece = z.infer<typeof AiringPiece>;

/** One programme at one time, as the schedule side keeps it. Holds no secret: links and keys live elsewhere. */
export const Airing = z.object({
  id: AiringId,
  channel: ChannelId,
  kind: AiringKind,
  title: z.string().min(1),
  /** For `/schedule/{slug}`. */
  slug: z.string(),
  summary: z.string(),
  presenters: z.array(Presenter),
  language: z.string().optional(),
  start: Second,
  end: Second,
  /** IANA zone the programming team thinks in. */
  timezone: z.string(),
  /** For `live`: its own room, fed by its meeting or pulled, or the lasting one of an encoder. Its name tells which. */
  room: RoomId.optional(),
  /** For `recording`. */
  asset: AssetId.optional(),
  planB: AssetId.optional(),
  /** Where there is no plan B of its own, the filler pool stands in for it at once. */
  planBFromPool: z.literal(true).optional(),
  /** For `live`: where it departs from the station's limits. */
  limits: TroubleLimits.optional(),
  /** The series that it belongs to; `slug` for `/shows/{slug}`. */
  show: ShowName.optional(),
  /** Of an episode that the rule of its show makes: the instant for which it was made (`2027-03-02T18:00:00Z`), wherever it was moved. */
  occurrence: z.string().optional(),
  /** The address of its picture, which is its show's. */
  art: z.url().optional(),
  /** For `block`: the entry of the collection that its pieces are taken from. */
  collection: z.string().optional(),
  /** For `block`: its pieces by start, as far as they are planned. What they leave over is filled. */
  pieces: z.array(AiringPiece).optional(),
  /** So many hours after its start it airs again, each time once. */
  airsAgainAfterHours: z.array(z.int().positive()).optional(),
  /** It is such a repeat, of this airing: nobody has an entry for it, and any other airing has its time. */
  repeatOf: AiringId.optional(),
});
export type Airing = z.infer<typeof Airing>;
