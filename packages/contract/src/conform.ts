import { z } from "zod";
import { Digest } from "./asset.ts";
import { AssetId } from "./names.ts";
import { PromoCard } from "./promo-card.ts";

/** `GET /conform/{job}` of ingest. */
export const ConformJob = z.object({
  job: z.string(),
  asset: AssetId,
  title: z.string(),
  /** What it was ordered as; absent for a file that was sent. */
  source: z.string().optional(),
  /** `arriving`: ingest fetches the files. `duplicate`: `duplicateOf` was made of the same, and nothing was conformed. */
  state: z.enum(["arriving", "queued", "running", "ready", "failed", "duplicate"]),
  /** 0..1 of the source's duration. */
  progress: z.number().min(0).max(1),
  /** Bytes that have arrived, and how many there are in all, as far as that is known. */
  bytes: z.object({ arrived: z.int().min(0), all: z.int().min(0).optional() }).optional(),
  problem: z.string().optional(),
  /** Of a failed job: the same order may succeed later. */
  mayPass: z.boolean().optional(),
  durationSeconds: z.int().optional(),
  digest: Digest.optional(),
  duplicateOf: AssetId.optional(),
});
export type ConformJob = z.infer<typeof ConformJob>;

/** Whether nothing more becomes of a job. */
export function isOver({ state }: Pick<ConformJob, "state">): boolean {
  return state === "ready" || state === "failed" || state === "duplicate";
}

/**
 * Query of `PUT /library/{asset}?title=..&filler=true` of ingest; the body is the file. 202 with a ConformJob. With `replace` a piece of
 * this name gets the new media, and without it such a name is refused.
 */
export const LibraryUpload = z.object({
  title: z.string().min(1).max(200),
  filler: z.enum(["true", "false"]).default("false"),
  replace: z.enum(["true", "false"]).default("false"),
});
export type LibraryUpload = z.infer<typeof LibraryUpload>;

/** An address of a file. It may hold a token: a secret. */
const FileUrl = z.url({ protocol: /^https?$/, error: "must be an https address" }).max(4000);
const MAX_FILES = 100;
const Moment = z.number().min(0).max(86_400);

/** A file that ingest fetches: from an address, out of the station's bucket, or from its own watched folder. */
export const OrderedFile = z
  .object({
    url: FileUrl.optional(),
    /** Key of an object in the station's bucket. */
    object: z.string().min(1).max(1024).optional(),
    /** A file of ingest's watched folder, by its path in it. */
    watched: z.string().min(1).max(1024).optional(),
    /** How many bytes it has, by its source's word. */
    bytes: z.int().min(0).optional(),
    /** Which part of it is shown, in seconds from its start. */
    from: Moment.optional(),
    to: Moment.optional(),
  })
  .refine(({ url, object, watched }) => [url, object, watched].filter(Boolean).length === 1, {
    path: ["url"],
    error: "names one of url, object and watched",
  })
  .refine(({ from = 0, to = Infinity }) => from < to, { path: ["to"], error: "must be after from" });
export type OrderedFile = z.infer<typeof OrderedFile>;

/**
 * Body of `POST /library/{asset}` of ingest, which fetches the file itself, or several that are joined in their order, or draws the film
 * of a promo. 202 with a ConformJob. `source` names the recording where it comes from: as long as its job has not failed, the same source gets the same
 * job again.
 */
export const LibraryOrder = z
  .object({
    source: z.string().min(1).max(100),
    url: FileUrl.optional(),
    files: z.array(OrderedFile).min(1).max(MAX_FILES).optional(),
    card: PromoCard.optional(),
    /**
     * A secret that opens the addresses: shown to the host of each, and over redirects to that host alone and to hosts below
     * `bearerDomains`.
     */
    bearer: z.string().min(1).max(8000).optional(),
    bearerDomains: z.array(z.string().min(1).max(200)).max(10).optional(),
    title: LibraryUpload.shape.title,
    filler: z.boolean().default(false),
    /** A piece of this name gets the new media. */
    replace: z.boolean().default(false),
  })
  .refine(({ url, files, card }) => [url, files, card].filter(Boolean).length === 1, {
    path: ["url"],
    error: "must be there, or files or a card in its place",
  });
export type LibraryOrder = z.input<typeof LibraryOrder>;

/** The files that an order has fetched; none when a promo is drawn. */
export function filesOf({ url, files = [] }: Pick<LibraryOrder, "url" | "files">): OrderedFile[] {
  return url === undefined ? files : [{ url }];
}
