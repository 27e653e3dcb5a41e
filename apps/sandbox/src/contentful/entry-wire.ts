import type { ContentType } from "./content-type.ts";
import type { Entry, Fields } from "./entry.ts";
import { entryStatus } from "./entry.ts";

export type SpaceName = { space: string; environment: string; locale: string };

/** A link as every answer holds it. */
export const link = (linkType: string, id: string) => ({ sys: { type: "Link", linkType, id } });
/** A link to a user, as `createdBy` holds it. */
const userLink = (id: string) => link("User", id);

/** Where a thing is, as every `sys` holds it. */
export const placeOf = (name: SpaceName) => ({
  space: link("Space", name.space),
  environment: link("Environment", name.environment),
});

/** The entry's resource name, as in `sys.urn` and `X-Contentful-CRN`. */
export const entryCrn = (name: SpaceName, id: string): string =>
  `crn:contentful:::content:spaces/${name.space}/environments/${name.environment}/entries/${id}`;

/** An entry for the management API and the save and archive webhooks: the draft in all locales, with `version`. */
export function managementEntry(entry: Entry, name: SpaceName) {
  const status = entryStatus(entry);
  return {
    metadata: entry.metadata,
    sys: {
      ...placeOf(name),
      id: entry.id,
      type: "Entry",
      createdAt: entry.createdAt,
      updatedAt: entry.updatedAt,
      createdBy: userLink(entry.createdBy),
      updatedBy: userLink(entry.updatedBy),
      publishedCounter: entry.publishedCounter,
      version: entry.version,
      automationTags: [],
      contentType: link("ContentType", entry.contentType),
      ...(status === "archived" ? {} : { fieldStatus: { "*": { [name.locale]: status } } }),
      urn: entryCrn(name, entry.id),
      ...(entry.publishedVersion === undefined
        ? {}
        : {
            publishedVersion: entry.publishedVersion,
            publishedAt: entry.publishedAt,
            publishedBy: userLink(entry.publishedBy ?? entry.updatedBy),
          }),
      ...(entry.firstPublishedAt === undefined ? {} : { firstPublishedAt: entry.firstPublishedAt }),
      ...(entry.archivedVersion === undefined
        ? {}
        : {
            archivedVersion: entry.archivedVersion,
            archivedAt: entry.archivedAt,
            archivedBy: userLink(entry.archivedBy ?? entry.updatedBy),
          }),
    },
    fields: entry.fields,
  };
}

/** The fields that are delivered, without the `omitted` ones. */
function deliveredFields(type: ContentType | undefined, fields: Fields): Fields {
  const hidden = new Set(type?.fields.filter((field) => field.omitted === true).map((field) => field.id));
  return Object.fromEntries(Object.entries(fields).filter(([id]) => !hidden.has(id)));
}

export type DeliveredEntry = {
  metadata: object;
  sys: Record<string, unknown> & { id: string; type: string; contentType: { sys: { id: string } } };
  fields: Record<string, unknown>;
};

/** An entry for the delivery API, in one locale or in all with `*`. Undefined when it is not published. */
export function deliveredEntry(
  entry: Entry,
  type: ContentType | undefined,
  name: SpaceName,
  locale: string,
): DeliveredEntry | undefined {
  if (entry.published === undefined) return undefined;
  const fields = deliveredFields(type, entry.published.fields);
  const flat = Object.entries(fields).flatMap(([id, byLocale]) => {
    const value = byLocale[locale] ?? byLocale[name.locale];
    return value === undefined || value === null ? [] : [[id, value] as const];
  });
  return {
    metadata: entry.published.metadata,
    sys: {
      ...placeOf(name),
      id: entry.id,
      type: "Entry",
      createdAt: entry.published.createdAt,
      updatedAt: entry.published.updatedAt,
      publishedVersion: entry.publishedVersion,
      revision: entry.published.revision,
      contentType: link("ContentType", entry.contentType),
      ...(locale === "*" ? {} : { locale }),
    },
    fields: locale === "*" ? fields : Object.fromEntries(flat),
  };
}

/** The body of a publish webhook. It has the shape of delivery, all locales, and `revision` instead of `version`. */
export function publishPayload(
  entry: Entry,
  type: ContentType | undefined,
  name: SpaceName,
): { metadata: object; sys: Record<string, unknown>; fields: object } | undefined {
  const delivered = deliveredEntry(entry, type, name, "*");
  if (delivered === undefined) return undefined;
  const { publishedVersion, revision, contentType, ...sys } = delivered.sys;
  return {
    metadata: delivered.metadata,
    sys: {
      ...sys,
      contentType,
      createdBy: userLink(entry.createdBy),
      updatedBy: userLink(entry.updatedBy),
      revision,
      publishedVersion,
    },
    fields: delivered.fields,
  };
}

/** The body of an unpublish or delete webhook. It has no fields. `was` is the entry before the change. */
export function deletedPayload(
  was: Entry,
  name: SpaceName,
  by: { user: string; now: string },
): { sys: Record<string, unknown> } {
  return {
    sys: {
      type: "DeletedEntry",
      id: was.id,
      ...placeOf(name),
      contentType: link("ContentType", was.contentType),
      revision: was.published?.revision ?? was.publishedCounter,
      createdAt: was.firstPublishedAt ?? was.createdAt,
      updatedAt: by.now,
      deletedAt: by.now,
      deletedBy: userLink(by.user),
    },
  };
}

/** A content type as both APIs show it. */
export function contentTypeAnswer(type: ContentType, name: SpaceName, isManagement: boolean): object {
  const isPublished = type.publishedVersion !== undefined;
  return {
    sys: {
      ...placeOf(name),
      id: type.id,
      type: "ContentType",
      createdAt: type.createdAt,
      updatedAt: type.updatedAt,
      ...(isManagement ? { version: type.version } : { revision: 1 }),
      ...(isManagement && isPublished
        ? { publishedVersion: type.publishedVersion, publishedAt: type.updatedAt, publishedCounter: 1 }
        : {}),
    },
    displayField: type.displayField ?? null,
    name: type.name,
    description: type.description ?? "",
    fields: isManagement ? type.fields : type.fields.filter((field) => field.omitted !== true),
  };
}
