import { z } from "zod";
import { PieceFacts, PieceTag } from "./library.ts";
import { AssetId } from "./names.ts";
import { NewAssetId } from "./new-asset.ts";
import { Second } from "./time.ts";

const IMPORT_ID = /^[\w.-]{1,100}$/;
const said = PieceFacts.shape;
/** Words of a recording in one language (BCP 47). */
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a language, such as pt or pt-BR");
export const MAX_WORDS_CHARACTERS = 5_000_000;

/**
 * Body of `POST /api/v1/library/imports` (producers only): a recording comes into the library from an https address, or as the
 * `object` of the station's bucket that an upload became.
 */
export const ImportRequest = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: "must be an https address" })
      .max(4000)
      .optional(),
    object: z
      .string()
      .regex(/^uploads\/[\w.-]{1,200}$/, "must be the object of an upload")
      .optional(),
    /** Its name in the library; made of the title when absent. */
    asset: NewAssetId.optional(),
    title: z.string().trim().min(1).max(200),
    filler: z.boolean().default(false),
    /** A piece of this name gets the new media. Without it such a name is refused. */
    replace: z.boolean().default(false),
    tags: said.tags,
    people: said.people,
    summary: said.summary,
    rightsFrom: said.rightsFrom,
    rightsTo: said.rightsTo,
    territories: said.territories,
    favourite: said.favourite,
    breaks: said.breaks,
  })
  .refine(({ url, object }) => (url === undefined) !== (object === undefined), {
    path: ["url"],
    error: "must be there, or object in its place",
  })
  .refine(({ asset, replace }) => !replace || asset !== undefined, {
    path: ["asset"],
    error: "must name the piece that is replaced",
  });
export type ImportRequest = z.infer<typeof ImportRequest>;

/** From where a recording comes into the library. */
export const ImportFrom = z.enum(["address", "upload", "bucket", "folder", "meeting"]);
export type ImportFrom = z.infer<typeof ImportFrom>;

/**
 * How far an import is. `waiting`: for its turn, or for what `problem` says. `duplicate`: `duplicateOf` was made of the same file, and
 * nothing was conformed. `refused`: `problem` says why, and only people can cure it.
 */
export const ImportState = z.enum([
  "waiting",
  "arriving",
  "conforming",
  "ready",
  "duplicate",
  "refused",
  "cancelled",
]);
export type ImportState = z.infer<typeof ImportState>;

/** A recording on its way into the library, as producers see it. No address of it is told: it may hold a token. */
export const ImportStatus = z.object({
  import: z.string().regex(IMPORT_ID),
  asset: AssetId,
  title: z.string(),
  from: ImportFrom,
  state: ImportState,
  /** 0..1 of what is done in this state. */
  progress: z.number().min(0).max(1),
  bytes: z.object({ arrived: z.int().min(0), all: z.int().min(0).optional() }).optional(),
  problem: z.string().optional(),
  duplicateOf: AssetId.optional(),
  askedAt: Second,
});
export type ImportStatus = z.infer<typeof ImportStatus>;

/** `GET /api/v1/library/imports` (producers only): the newest first; what is over stays for a week. */
export const ImportsAnswer = z.object({ imports: z.array(ImportStatus) });
export type ImportsAnswer = z.infer<typeof ImportsAnswer>;

const MAX_POSTER_CHARACTERS = 8_000_000;

/**
 * Body of `POST /origin/v1/schedule/arrivals`: a file lies whole in ingest's watched folder. `path` is in that folder; its folders are
 * tags. What lies beside it is sent along.
 */
export const ArrivedFile = z.object({
  path: z.string().min(1).max(1024),
  bytes: z.int().min(0),
  modifiedMs: z.number(),
  sidecar: z.string().max(200_000).optional(),
  words: z
    .array(z.object({ name: z.string().max(300), text: z.string().max(MAX_WORDS_CHARACTERS) }))
    .max(20)
    .default([]),
  /** Base64. */
  poster: z.string().max(MAX_POSTER_CHARACTERS).optional(),
});
export type ArrivedFile = z.infer<typeof ArrivedFile>;

/** Answer: `accepted`, and its order comes; `done`, it is in the library; or why it cannot be used. */
export const ArrivedAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), import: z.string() }),
  z.object({ kind: z.literal("accepted"), import: z.string() }),
  z.object({ kind: z.literal("refused"), why: z.string() }),
]);
export type ArrivedAnswer = z.infer<typeof ArrivedAnswer>;

/**
 * A sidecar: what stands beside a recording in a watched folder or in the bucket, as `{base name}.json`. Dates are whole days of the
 * station's zone (`2027-03-02`) or instants; the last day counts.
 */
export const Sidecar = z.strictObject({
  title: z.string().trim().min(1).max(200).optional(),
  asset: NewAssetId.optional(),
  summary: said.summary,
  tags: z.array(PieceTag).max(40).optional(),
  people: said.people,
  rights: z
    .strictObject({
      from: z.string().max(40).optional(),
      to: z.string().max(40).optional(),
      territories: said.territories,
    })
    .optional(),
  filler: z.boolean().optional(),
  favourite: z.boolean().optional(),
  /** A piece of the same name gets the new media. */
  replace: z.boolean().optional(),
  /** What words without a language in their file's name are in. */
  language: Language.optional(),
});
export type Sidecar = z.infer<typeof Sidecar>;

/** Answer of `GET /origin/v1/schedule/digests/{digest}`: the piece that was made of this very file. */
export const DigestAnswer = z.object({ asset: AssetId });
