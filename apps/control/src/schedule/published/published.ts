import { AssetId } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import { slugOf } from "@nonstop/schedule/slug";
import { z } from "zod";
import { firstCharacters, plainLine } from "../events/plain-line.ts";
import type { LinkedEntry } from "../ports/delivery.ts";

/** Somebody who is seen, as viewers may know them. */
export const Person = z.object({
  kind: z.literal("person"),
  entry: z.string(),
  revision: z.int(),
  name: z.string(),
  slug: z.string().optional(),
  role: z.string().optional(),
  bio: z.string().optional(),
  /** The id of a picture. */
  photo: z.string().optional(),
});
export type Person = z.infer<typeof Person>;

/** Which piece of the library an entry speaks of; `PieceFacts` hold what it says of it, `MarkedSegment` what it marks. */
export const Recording = z.object({
  kind: z.literal("recording"),
  entry: z.string(),
  revision: z.int(),
  title: z.string(),
  asset: AssetId,
  /** Entries of people. */
  people: z.array(z.string()),
  /** The id of a picture. */
  poster: z.string().optional(),
});
export type Recording = z.infer<typeof Recording>;

/** Pieces that air as a block. */
export const Collection = z.object({
  kind: z.literal("collection"),
  entry: z.string(),
  revision: z.int(),
  title: z.string(),
  slug: z.string().optional(),
  description: z.string().optional(),
  order: z.enum(["in-order", "shuffled", "newest-first"]),
  /** Entries of recordings, in this order. */
  pieces: z.array(z.string()),
  /** Pieces that have one of them are in it as well. */
  tags: z.array(z.string()),
  noRepeatHours: z.int().min(0).optional(),
});
export type Collection = z.infer<typeof Collection>;

/** What people published that is neither an event nor a show nor a facility. */
export const Published = z.discriminatedUnion("kind", [Person, Recording, Collection]);
export type Published = z.infer<typeof Published>;

/** What a person's page is called: by their own slug, their name or their entry. Never empty. */
export function personSlug({ entry, slug, name }: { entry: string; slug?: unknown; name: string }): string {
  const own = typeof slug === "string" ? slugOf(slug) : "";
  return own || slugOf(name) || slugOf(entry) || "person";
}

const MAX_TITLE = 256;
const MAX_TEXT = 5_000;
const Line = z
  .string()
  .transform((text) => plainLine(text, MAX_TITLE) || undefined)
  .optional()
  .catch(undefined);
const Words = z
  .string()
  .transform((text) => firstCharacters(text.toWellFormed().trim(), MAX_TEXT) || undefined)
  .optional()
  .catch(undefined);
const Link = z
  .object({ sys: z.object({ id: z.string().min(1) }) })
  .transform((link) => link.sys.id)
  .optional()
  .catch(undefined);
const listOf = <T>(item: z.ZodType<T | undefined>) =>
  z
    .array(item)
    .transform((all) => [...new Set(all.filter((each) => each !== undefined))])
    .catch([]);
const Links = listOf(Link);
const Tags = listOf(Line.transform((tag) => tag?.toLowerCase()));

const PersonFields = z.object({ name: Line, slug: Line, role: Line, bio: Words, photo: Link });
const RecordingFields = z.object({ title: Line, asset: AssetId, people: Links, poster: Link });
const CollectionFields = z.object({
  title: Line,
  slug: Line,
  description: Words,
  order: z.enum(["in-order", "shuffled", "newest-first"]).catch("in-order"),
  pieces: Links,
  tags: Tags,
  noRepeatHours: z.int().min(0).optional().catch(undefined),
});

/** What a published entry says; undefined when it is of another kind, or cannot be used. What is wrong in it is left out. */
export function publishedOf({
  id: entry,
  revision,
  contentType,
  fields,
}: LinkedEntry): Published | undefined {
  if (contentType === "person") {
    const { name, ...rest } = PersonFields.parse(fields);
    return name === undefined ? undefined : { kind: "person", entry, revision, name, ...present(rest) };
  }
  if (contentType === "recording") {
    const { data } = RecordingFields.safeParse(fields);
    if (data === undefined) return undefined;
    const { title = data.asset, asset, people, ...rest } = data;
    return { kind: "recording", entry, revision, title, asset, people, ...present(rest) };
  }
  if (contentType !== "collection") return undefined;
  const { title = entry, order, pieces, tags, ...rest } = CollectionFields.parse(fields);
  return { kind: "collection", entry, revision, title, order, pieces, tags, ...present(rest) };
}
