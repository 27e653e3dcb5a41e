import { z } from "zod";

/** `{fieldId: {locale: value}}`, as the management API has it. */
export const Fields = z.record(z.string(), z.record(z.string(), z.unknown()));
export type Fields = z.infer<typeof Fields>;
export const Metadata = z.looseObject({
  tags: z.array(z.unknown()).default([]),
  concepts: z.array(z.unknown()).default([]),
});
export type Metadata = z.infer<typeof Metadata>;

/** The content at the last publish, which the delivery API shows. */
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
  /** The content that was delivered before the last publish or unpublish. */
  publishedBefore: Published.optional(),
  /** When it was last unpublished, until it is published again. */
  unpublishedAt: z.string().optional(),
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

/** Replaces all fields. A field that is left out is deleted. */
export function withFields(entry: Entry, fields: Fields, metadata: Metadata, by: Author): Entry {
  return { ...touched(entry, by), fields, metadata };
}

/** Publishes the present version N. `publishedVersion` becomes N and `version` N + 1. */
export function published(entry: Entry, by: Author): Entry {
  const firstPublishedAt = entry.firstPublishedAt ?? by.now;
  const publishedCounter = entry.publishedCounter + 1;
  const { publishedBefore: _, unpublishedAt: __, ...rest } = touched(entry, by);
  return {
    ...rest,
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

/** Unpublishes an entry. Its publish counter and the time of its first publish stay. */
export function unpublished(entry: Entry, by: Author): Entry {
  const {
    publishedVersion: _,
    publishedAt: __,
    publishedBy: ___,
    published: publishedBefore,
    ...rest
  } = touched(entry, by);
  return { ...rest, publishedBefore, unpublishedAt: by.now };
}

/** Archives an entry, which can then be neither edited nor published. */
export function archived(entry: Entry, by: Author): Entry {
  return { ...touched(entry, by), archivedVersion: entry.version, archivedAt: by.now, archivedBy: by.user };
}

/** Brings an entry back from the archive. */
export function unarchived(entry: Entry, by: Author): Entry {
  const { archivedVersion: _, archivedAt: __, archivedBy: ___, ...rest } = touched(entry, by);
  return rest;
}

/** The status of an entry as the web app shows it. */
export function entryStatus(entry: Entry): "draft" | "published" | "changed" | "archived" {
  if (entry.archivedVersion !== undefined) return "archived";
  if (entry.publishedVersion === undefined) return "draft";
  return entry.version === entry.publishedVersion + 1 ? "published" : "changed";
}
