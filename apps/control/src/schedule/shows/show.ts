import type { ShowName } from "@nonstop/contract/airing";
import { present } from "@nonstop/contract/present";
import { slugOf } from "@nonstop/schedule/slug";
import { z } from "zod";
import type { LinkedEntry } from "../ports/delivery.ts";
import { plainLine } from "../events/plain-line.ts";
import { localised, type LocalisedFields } from "../events/localised.ts";

const Link = z.object({ sys: z.object({ id: z.string().min(1) }) });
const MAX_TITLE = 256;
const MAX_EXCEPTIONS = 100;
const Text = z.string().trim().min(1).optional().catch(undefined);

/** What the events of a show take from it when they leave it empty, as fields of an event are called. */
const Defaults = z.object({
  title: Text,
  summary: Text,
  presenters: z.array(Link).min(1).optional().catch(undefined),
  studio: Link.optional().catch(undefined),
  durationMinutes: z.int().min(1).max(1440).optional().catch(undefined),
  timezone: Text,
  collection: Link.optional().catch(undefined),
  airsAgainAfterHours: z.array(z.string()).min(1).optional().catch(undefined),
  rerunPool: z.boolean().optional().catch(undefined),
  useZoomRecording: z.boolean().optional().catch(undefined),
});

/** When the episodes of a show are, as people wrote it. Nothing of it is checked yet. */
const Recurrence = z.object({
  rule: Text,
  firstStartsAt: Text,
  exceptions: z.array(z.string().catch("")).max(MAX_EXCEPTIONS).optional().catch(undefined),
  until: Text,
});

/** What viewers see of a show, besides what its events take from it. */
const Face = z.object({
  slug: Text,
  /** The id of its picture. */
  art: Link.transform((link) => link.sys.id)
    .optional()
    .catch(undefined),
});

/** A series, as it is published. */
export const Show = z.object({
  entry: z.string(),
  revision: z.int(),
  defaults: Defaults,
  recurrence: Recurrence.default({}),
  face: Face.default({}),
});
export type Show = z.infer<typeof Show>;

/** Finds a show that is published, by its entry. */
export type Shows = (entry: string) => Show | undefined;

/** The show that an entry of delivery, or the body of its webhook, describes. */
export function showOf(o: Pick<LinkedEntry, "id" | "revision" | "fields">): Show {
  const { description: summary, ...fields } = o.fields;
  const defaults = Defaults.parse({ ...fields, summary });
  return {
    entry: o.id,
    revision: o.revision,
    defaults: present(defaults),
    recurrence: present(Recurrence.parse(o.fields)),
    face: present(Face.parse(o.fields)),
  };
}

/** How a show is named to viewers, and at which address. */
export function showName({ entry, face, defaults }: Show): ShowName {
  const title = plainLine(defaults.title ?? "", MAX_TITLE) || entry;
  return { title, slug: slugOf(face.slug ?? "") || slugOf(title) || slugOf(entry) || "show" };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** The fields of an event with what its show says where it says nothing itself. Pure. */
export function withShow(fields: LocalisedFields, show: Show | undefined): LocalisedFields {
  if (show === undefined) return fields;
  const says = (field: string): boolean => !isEmpty(localised(fields, field));
  const taken = Object.entries(show.defaults).filter(([field]) => {
    if (says(field)) return false;
    if (field === "durationMinutes") return !says("endsAt");
    // An event that comes from elsewhere has no meeting, and needs nobody to hold it.
    return field !== "studio" || (!says("encoder") && !says("source"));
  });
  const own = Object.entries(fields).filter(([field]) => says(field));
  // An episode says nothing but when it is.
  const isBlock = says("collection") || show.defaults.collection !== undefined;
  const kind: (readonly [string, unknown])[] = says("kind") ? [] : [["kind", isBlock ? "block" : "live"]];
  return Object.fromEntries([
    ...own,
    ...[...taken, ...kind].map(([field, value]) => [field, { taken: value }] as const),
  ]);
}
