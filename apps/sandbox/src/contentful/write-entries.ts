import { badRequest, invalid, notFound, versionMismatch } from "./contentful-error.ts";
import * as algebra from "./entry.ts";
import type { Entry, Fields, Metadata } from "./entry.ts";
import { deletedPayload, entryCrn, managementEntry, publishPayload } from "./entry-wire.ts";
import type { Space } from "./open-contentful.ts";
import { LOCALE } from "./locales.ts";
import { publishErrors, typeErrors } from "./validate-entry.ts";

export type Written = { kind: "entry"; entry: Entry } | { kind: "refused"; answer: Response };

const refused = (answer: Response): Written => ({ kind: "refused", answer });
const by = (space: Space, user: string): algebra.Author => ({
  user,
  now: new Date(space.nowMs()).toISOString(),
});
export const noEntry = (space: Space, id: string): Response =>
  notFound({ type: "Entry", space: space.name.space, environment: space.name.environment, id });

function keep(space: Space, entry: Entry, action: string): Written {
  space.state.value.entries[entry.id] = entry;
  space.state.changed();
  const type = space.state.value.contentTypes[entry.contentType];
  const payload =
    action === "publish" ? publishPayload(entry, type, space.name) : managementEntry(entry, space.name);
  if (payload !== undefined) tell(space, entry.id, action, payload);
  return { kind: "entry", entry };
}

function tell(
  space: Space,
  id: string,
  action: string,
  payload: { sys: Readonly<Record<string, unknown>> },
): void {
  const event = { topic: `Entry.${action}`, payload: asTold(space, payload), crn: entryCrn(space.name, id) };
  space.webhooks.send({
    ...event,
    ...(space.hookHeaders === undefined ? {} : { headers: space.hookHeaders }),
  });
}

/** A payload in the shape that is asked for: Contentful's have differed over the years. */
function asTold(space: Space, payload: { sys: Readonly<Record<string, unknown>> }): object {
  const { deletedAs, tellsEnvironment } = space.faults().payloads;
  const { environment, ...sys } = payload.sys;
  const type = sys["type"] === "DeletedEntry" ? deletedAs : sys["type"];
  return { ...payload, sys: { ...sys, type, ...(tellsEnvironment ? { environment } : {}) } };
}

/** Finds an entry at the version that the writer has seen. A missing or different version is a conflict. */
function atVersion(space: Space, id: string, version: number | undefined): Written {
  const entry = space.state.value.entries[id];
  if (entry === undefined) return refused(noEntry(space, id));
  return entry.version === version ? { kind: "entry", entry } : refused(versionMismatch());
}

/** Creates a draft. */
export function createEntry(
  space: Space,
  o: { id: string; contentType: string; fields: Fields; metadata: Metadata; user: string },
): Written {
  if (!/^[a-zA-Z0-9-_.]{1,64}$/.test(o.id))
    return refused(invalid([{ name: "regexp", path: ["sys", "id"], value: o.id }]));
  const type = space.state.value.contentTypes[o.contentType];
  if (type?.publishedVersion === undefined)
    return refused(
      invalid([{ name: "unknownContentType", path: ["sys", "contentType"], value: o.contentType }]),
    );
  if (space.state.value.entries[o.id] !== undefined) return refused(versionMismatch());
  const errors = typeErrors(type, o.fields, [LOCALE]);
  if (errors.length > 0) return refused(invalid(errors));
  const entry = algebra.newEntry({ ...o, by: by(space, o.user) });
  space.state.value.entries[o.id] = entry;
  tell(space, o.id, "create", managementEntry(entry, space.name));
  return keep(space, entry, "save");
}

/** Replaces all fields of an entry. An open editor saves by itself, and its webhook has a topic of its own. */
export function updateEntry(
  space: Space,
  o: {
    id: string;
    version: number | undefined;
    fields: Fields;
    metadata: Metadata;
    user: string;
    isAutoSave?: boolean;
  },
): Written {
  const found = atVersion(space, o.id, o.version);
  if (found.kind === "refused") return found;
  if (found.entry.archivedVersion !== undefined) return refused(badRequest("Cannot edit archived"));
  const type = space.state.value.contentTypes[found.entry.contentType];
  const errors = type === undefined ? [] : typeErrors(type, o.fields, [LOCALE]);
  if (errors.length > 0) return refused(invalid(errors));
  const saved = algebra.withFields(found.entry, o.fields, o.metadata, by(space, o.user));
  return keep(space, saved, o.isAutoSave === true ? "auto_save" : "save");
}

/**
 * Puts back all fields as they were at the last publish, or at the one before: what "restore version" does in the editor, and what
 * a script does that saves what it once read. Fields that a program has written since are lost.
 */
export function restoreEntry(
  space: Space,
  o: { id: string; version: "last" | "before"; user: string },
): Written {
  const entry = space.state.value.entries[o.id];
  const [last, before] = [entry?.published, entry?.publishedBefore].filter((each) => each !== undefined);
  const old = o.version === "last" ? last : before;
  if (entry === undefined || old === undefined) return refused(noEntry(space, o.id));
  const { version, metadata } = entry;
  return updateEntry(space, { id: o.id, version, fields: old.fields, metadata, user: o.user });
}

export type Change = "publish" | "unpublish" | "archive" | "unarchive" | "delete";

type Changing = (space: Space, entry: Entry, author: algebra.Author) => Written;

const CHANGES: Readonly<Record<Change, Changing>> = {
  publish: (space, entry, author) => {
    if (entry.archivedVersion !== undefined) return refused(badRequest("Cannot publish archived"));
    const type = space.state.value.contentTypes[entry.contentType];
    const errors = type === undefined ? [] : publishErrors(type, entry, space.state.value.entries, LOCALE);
    if (errors.length > 0) return refused(invalid(errors));
    return keep(space, algebra.published(entry, author), "publish");
  },
  unpublish: (space, entry, author) => {
    if (entry.publishedVersion === undefined) return refused(badRequest("Not published"));
    const next = algebra.unpublished(entry, author);
    space.state.value.entries[entry.id] = next;
    space.state.value.deletions.push({
      id: entry.id,
      contentType: entry.contentType,
      revision: entry.publishedCounter,
      createdAt: entry.firstPublishedAt ?? entry.createdAt,
      deletedAt: author.now,
    });
    space.state.changed();
    tell(space, entry.id, "unpublish", deletedPayload(entry, space.name, author));
    return { kind: "entry", entry: next };
  },
  archive: (space, entry, author) => {
    if (entry.publishedVersion !== undefined) return refused(badRequest("Cannot archive published"));
    if (entry.archivedVersion !== undefined) return refused(badRequest("Already archived"));
    return keep(space, algebra.archived(entry, author), "archive");
  },
  unarchive: (space, entry, author) =>
    entry.archivedVersion === undefined
      ? refused(badRequest("Not archived"))
      : keep(space, algebra.unarchived(entry, author), "unarchive"),
  delete: (space, entry, author) => {
    // The misspelling is Contentful's own.
    if (entry.publishedVersion !== undefined) return refused(badRequest("Cannot deleted published"));
    delete space.state.value.entries[entry.id];
    space.state.changed();
    tell(space, entry.id, "delete", deletedPayload(entry, space.name, author));
    return { kind: "entry", entry };
  },
};

/** Every other change of an entry. A publish must name the version it has seen; other changes may. */
export function changeEntry(
  space: Space,
  o: { id: string; change: Change; version: number | undefined; user: string },
): Written {
  const present = space.state.value.entries[o.id];
  const isAsked = o.change === "publish" || o.version !== undefined;
  const found = atVersion(space, o.id, isAsked ? o.version : present?.version);
  return found.kind === "refused" ? found : CHANGES[o.change](space, found.entry, by(space, o.user));
}
