import { z } from "zod";

/** `{fieldId: {locale: value}}`, as the management API has it. */
export const Fields = z.record(z.string(), z.record(z.string(), z.unknown()));
export type Fields = z.infer<typeof Fields>;
export const Metadata = z.looseObject({
  tags: z.array(z.unknown()).default([]),
  concepts: z.array(z.unknown()).default([]),
});
export type Metadata = z.infer<typeof Metadata>;

/** What a publish froze: what the delivery API shows. */
const Published = z.object({
  fields: Fields,
  metadata: Metadata,
  revision: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const Entry = z.object({
  id: z.string(),
  contentType: z.string(),
  fields: Fields,
  metadata: Metadata,
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  createdBy: z.string(),
  updatedBy: z.string(),
  publishedCounter: z.int(),
  publishedVersion: z.int().optional(),
  publishedAt: z.string().optional(),
  publishedBy: z.string().optional(),
  firstPublishedAt: z.string().optional(),
  archivedVersion: z.int().optional(),
  archivedAt: z.string().optional(),
  archivedBy: z.string().optional(),
  published: Published.optional(),
  /** What the publish before froze, while there is a newer one. */
  publishedBefore: Published.optional(),
});
export type Entry = z.infer<typeof Entry>;

export type Author = { user: string; now: string };

/** A new draft, version 1. */
export function newEntry(o: {
  id: string;
  contentType: string;
  fields: Fields;
  metadata: Metadata;
  by: Author;
}): Entry {
  return {
    id: o.id,
    contentType: o.contentType,
    fields: o.fields,
    metadata: o.metadata,
    version: 1,
    createdAt: o.by.now,
    updatedAt: o.by.now,
    createdBy: o.by.user,
    updatedBy: o.by.user,
    publishedCounter: 0,
  };
}

const touched = (entry: Entry, by: Author): Entry => ({
  ...entry,
  version: entry.version + 1,
  updatedAt: by.now,
  updatedBy: by.user,
});

/** Replaces all fields: one left out is gone. */
export function withFields(entry: Entry, fields: Fields, metadata: Metadata, by: Author): Entry {
  return { ...touched(entry, by), fields, metadata };
}

/** Publishes what stands at the present version N: publishedVersion N, version N + 1. */
export function published(entry: Entry, by: Author): Entry {
  const firstPublishedAt = entry.firstPublishedAt ?? by.now;
  const publishedCounter = entry.publishedCounter + 1;
  return {
    ...touched(entry, by),
    publishedVersion: entry.version,
    publishedAt: by.now,
    publishedBy: by.user,
    firstPublishedAt,
    publishedCounter,
    ...(entry.published === undefined ? {} : { publishedBefore: entry.published }),
    published: {
      fields: entry.fields,
      metadata: entry.metadata,
      revision: publishedCounter,
      createdAt: firstPublishedAt,
      updatedAt: by.now,
    },
  };
}

/** Takes it out of delivery; the counter and the first time stay. */
export function unpublished(entry: Entry, by: Author): Entry {
  const {
    publishedVersion: _,
    publishedAt: __,
    publishedBy: ___,
    published: ____,
    publishedBefore: _____,
    ...rest
  } = touched(entry, by);
  return rest;
}

/** Puts it away: an archived entry can be neither edited nor published. */
export function archived(entry: Entry, by: Author): Entry {
  return { ...touched(entry, by), archivedVersion: entry.version, archivedAt: by.now, archivedBy: by.user };
}

/** Takes it out of the archive. */
export function unarchived(entry: Entry, by: Author): Entry {
  const { archivedVersion: _, archivedAt: __, archivedBy: ___, ...rest } = touched(entry, by);
  return rest;
}

/** As the web app shows it. */
export function entryStatus(entry: Entry): "draft" | "published" | "changed" | "archived" {
  if (entry.archivedVersion !== undefined) return "archived";
  if (entry.publishedVersion === undefined) return "draft";
  return entry.version === entry.publishedVersion + 1 ? "published" : "changed";
}
