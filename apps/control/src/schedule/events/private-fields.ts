import { present } from "@nonstop/contract/present";
import { z } from "zod";
import type { PrivateEntry } from "../ports/management.ts";
import type { EventFields } from "./event-fields.ts";
import type { ExpectedRevisions } from "./linked-entries.ts";
import { firstCharacters } from "./plain-line.ts";
import { isTimezone } from "@nonstop/schedule/wall-time";

/** What is known of one presenter and never delivered. */
const PersonalFields = z.object({
  /** Where their invites go. */
  email: z.string().optional(),
  /** IANA. Their invites tell the time there. */
  timezone: z.string().optional(),
});

/**
 * What the people of a live event wrote for its making and not for viewers. The delivery API never shows it, nor does any public
 * answer: it goes into meetings, invites and the guest's page alone.
 */
export const PrivateFields = z.object({
  /** By the entry of the person, as `EventFields.presenters` names them. */
  people: z.record(z.string(), PersonalFields),
  /** Mail addresses of those who may run its meeting, its own and its show's, each once, in lower case. */
  producers: z.array(z.string()),
  /** The producer's note to its guests. */
  guestNote: z.string().optional(),
  /** The show's own words for invites: a template. */
  inviteText: z.string().optional(),
  /** False when the show wants no invite to be mailed. */
  sendInvites: z.boolean().optional(),
});
export type PrivateFields = z.infer<typeof PrivateFields>;

/** In characters: as long as the content model lets a note be, and as a text can be in Contentful. */
const MAX_NOTE = 2_000;
const MAX_INVITE_TEXT = 50_000;
const MAX_PRODUCERS = 20;

const Text = z
  .string()
  .transform((text) => text.toWellFormed().trim())
  .optional()
  .catch(undefined);
const Address = z.string().trim().pipe(z.email().max(254)).optional().catch(undefined);
const Fields = z.object({
  email: Text,
  timezone: Text,
  producers: z.unknown().optional(),
  guestNote: Text,
  inviteText: Text,
  sendInvites: z.boolean().optional().catch(undefined),
});

/** Entries whose private fields an event is made of: its own, its presenters' and its show's, each once. */
export function privateIds(entry: string, event: EventFields): string[] {
  return [...new Set([entry, ...event.presenters, ...(event.show === undefined ? [] : [event.show])])];
}

/** Changes when an event's private fields must be read (again). Undefined when it has nobody to invite. */
export function privateKey(
  { entry, revision, event }: { entry: string; revision: number; event?: EventFields | undefined },
  expected: ExpectedRevisions,
): string | undefined {
  if (event?.kind !== "live") return undefined;
  const others = privateIds(entry, event).slice(1);
  return JSON.stringify([revision, others.map((id) => [id, expected.get(id) ?? 0])]);
}

/** Puts together what was read. What cannot be used is left out: a wrong address must not keep an event off the air. */
export function privateFieldsOf(
  { entry, event }: { entry: string; event: EventFields },
  found: ReadonlyMap<string, PrivateEntry>,
): PrivateFields {
  const of = (id: string | undefined): z.infer<typeof Fields> =>
    Fields.parse((id === undefined ? undefined : found.get(id))?.fields ?? {});
  const [own, show] = [of(entry), of(event.show)];
  const people = event.presenters.flatMap((id) => {
    const { email, timezone } = of(id);
    const zone = timezone !== undefined && isTimezone(timezone) ? timezone : undefined;
    const known = present({ email: addressOf(email), timezone: zone });
    return Object.keys(known).length === 0 ? [] : [[id, known] as const];
  });
  const producers = [...addressesIn(own.producers), ...addressesIn(show.producers)];
  return {
    people: Object.fromEntries(people),
    producers: [...new Set(producers)].slice(0, MAX_PRODUCERS),
    ...present({
      guestNote: firstCharacters(own.guestNote ?? "", MAX_NOTE) || undefined,
      inviteText: firstCharacters(show.inviteText ?? "", MAX_INVITE_TEXT) || undefined,
      sendInvites: show.sendInvites,
    }),
  };
}

function addressOf(value: unknown): string | undefined {
  return Address.parse(value)?.toLowerCase();
}

function addressesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((each) => addressOf(each) ?? []) : [];
}
