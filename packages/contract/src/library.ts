import { z } from "zod";
import { AiringId, AssetId } from "./names.ts";
import { AssetSecond, Second } from "./time.ts";

const MAX_TAGS = 50;
export const MAX_PEOPLE = 40;
export const MAX_PERSON_CHARACTERS = 200;
export const MAX_SUMMARY_CHARACTERS = 4000;
/** As many break points as a piece may have. */
export const MAX_BREAKS = 200;

/** What a piece is for, in one word of the station's or of the team's: `ident`, `promo`, `rerun`, `daypart:night`, `sea`. */
export const PieceTag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} :_.-]{0,79}$/u,
    "a tag: letters, digits, spaces, :, -, _ and ., 1 to 80 of them",
  );

/** A country where a piece may be shown (ISO 3166-1 alpha-2), upper case. */
export const Territory = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, "a territory: two letters, such as PT");

/** Where the media of a piece comes from: a file that was conformed, the channel's own past, or a span of another piece. */
export const PieceSource = z.enum(["file", "past", "span"]);
export type PieceSource = z.infer<typeof PieceSource>;

/** R2 key of a poster: `posters/{SHA-256 of its bytes}.jpg`. The same path below the station's address shows it. */
export const PosterKey = z.string().regex(/^posters\/[0-9a-f]{64}\.(?:jpg|png|webp)$/, "no poster's name");

/** What people say of a piece, each field by itself. `[rightsFrom, rightsTo)` is when it may air; absent means always. */
const saidFacts = {
  title: z.string().trim().min(1).max(200),
  summary: z.string().trim().max(MAX_SUMMARY_CHARACTERS),
  tags: z.array(PieceTag).max(MAX_TAGS),
  people: z.array(z.string().trim().min(1).max(MAX_PERSON_CHARACTERS)).max(MAX_PEOPLE),
  rightsFrom: Second,
  rightsTo: Second,
  /** Where it may be shown; empty means everywhere. */
  territories: z.array(Territory).max(250),
  /** It stands on the public shelf. */
  favourite: z.boolean(),
  /** It is of the filler pool. */
  filler: z.boolean(),
  /** Where it may be interrupted, in seconds from its first. */
  breaks: z.array(AssetSecond).max(MAX_BREAKS),
};

/** What the station notes of a piece by itself. */
const notedFacts = {
  poster: PosterKey,
  /** The airing that it is a rerun of. */
  airing: AiringId,
  /** The show that it is of, by its entry. */
  show: AiringId,
  /** SHA-256 of the file that it was made of. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
};

/** What is known of a piece beside its media. Each field holds the newest word of whoever said it last. */
export const PieceFacts = z.object({ ...saidFacts, ...notedFacts }).partial();
export type PieceFacts = z.infer<typeof PieceFacts>;

/** A piece of the library: whatever can be planned, taken, be plan B and filler, with what the station knows of it. */
export const Piece = z.object({
  asset: AssetId,
  title: z.string().min(1),
  durationSeconds: z.int().positive(),
  filler: saidFacts.filler,
  summary: saidFacts.summary.default(""),
  tags: saidFacts.tags.default([]),
  people: saidFacts.people.default([]),
  rightsFrom: Second.optional(),
  rightsTo: Second.optional(),
  territories: saidFacts.territories.default([]),
  favourite: saidFacts.favourite.default(false),
  breaks: saidFacts.breaks.default([]),
  /** When it came into the library; 0 when that was not noted yet. */
  addedAt: Second.default(0),
  sourceKind: PieceSource.default("file"),
  poster: notedFacts.poster.optional(),
  airing: notedFacts.airing.optional(),
  show: notedFacts.show.optional(),
  digest: notedFacts.digest.optional(),
  /** The piece that this one is a span of. */
  spanOf: AssetId.optional(),
});
export type Piece = z.infer<typeof Piece>;

/** `GET /api/v1/library` (producers only): the pieces that can be aired, by name. */
export const Library = z.object({ assets: z.array(Piece) });
export type Library = z.infer<typeof Library>;

/** Where a piece is used, so that it cannot be deleted. */
export const PieceUse = z.discriminatedUnion("kind", [
  /** It is on air now. */
  z.object({ kind: z.literal("on-air") }),
  /** An airing to come has it: as its recording, its plan B, or in its block. */
  z.object({
    kind: z.literal("airing"),
    as: z.enum(["recording", "plan-b", "block"]),
    airing: AiringId,
    title: z.string(),
    /** Of its page, `/schedule/{slug}`. */
    slug: z.string(),
    start: Second,
    timezone: z.string(),
  }),
  /** It is all that the filler pool has. */
  z.object({ kind: z.literal("last-filler") }),
  /** Another piece is a span of it. */
  z.object({ kind: z.literal("span"), asset: AssetId, title: z.string() }),
  /** A collection names it; `entry` is the collection's in Contentful. */
  z.object({ kind: z.literal("collection"), entry: z.string(), title: z.string() }),
]);
export type PieceUse = z.infer<typeof PieceUse>;

/** `GET /api/v1/library/{asset}` (producers only): a piece, and where it is used. Every use is a reason not to delete it. */
export const PieceDetail = z.object({ piece: Piece, uses: z.array(PieceUse) });
export type PieceDetail = z.infer<typeof PieceDetail>;

/** Answer of `DELETE /api/v1/library/{asset}`: it is out of the library, and its media goes when no playout may need it. */
export const PieceDeleted = z.object({ deleted: AssetId });

/** Body of `PATCH /api/v1/library/{asset}` (producers only): the fields to change. `null` takes an optional one away. */
export const PieceChange = z
  .strictObject({
    ...saidFacts,
    rightsFrom: Second.nullable(),
    rightsTo: Second.nullable(),
  })
  .partial();
export type PieceChange = z.infer<typeof PieceChange>;
