import { present } from "@nonstop/contract/present";
import { z } from "zod";
import type { LinkedEntry } from "../ports/delivery.ts";
import { localised, type LocalisedFields } from "../events/localised.ts";

const Link = z.object({ sys: z.object({ id: z.string().min(1) }) });
const Text = z.string().trim().min(1).optional().catch(undefined);

/** What the events of a show take from it when they leave it empty, as fields of an event are called. */
const Defaults = z.object({
  title: Text,
  summary: Text,
  presenters: z.array(Link).min(1).optional().catch(undefined),
  studio: Link.optional().catch(undefined),
  durationMinutes: z.int().min(1).max(1440).optional().catch(undefined),
  timezone: Text,
});

/** A series, as it is published. */
export const Show = z.object({ entry: z.string(), revision: z.int(), defaults: Defaults });
export type Show = z.infer<typeof Show>;

/** Finds a show that is published, by its entry. */
export type Shows = (entry: string) => Show | undefined;

/** The show that an entry of delivery, or the body of its webhook, describes. */
export function showOf(o: Pick<LinkedEntry, "id" | "revision" | "fields">): Show {
  const { description: summary, ...fields } = o.fields;
  const defaults = Defaults.parse({ ...fields, summary });
  return { entry: o.id, revision: o.revision, defaults: present(defaults) };
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
  return Object.fromEntries([...own, ...taken.map(([field, value]) => [field, { taken: value }] as const)]);
}
