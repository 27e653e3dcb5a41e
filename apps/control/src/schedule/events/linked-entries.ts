import { Presenter } from "@nonstop/contract/airing";
import type { EventProblem } from "@nonstop/contract/events";
import { AssetId, EncoderName } from "@nonstop/contract/names";
import { z } from "zod";
import { facilityOf, type Facility } from "../facilities/facility.ts";
import type { LinkedEntry } from "../ports/delivery.ts";
import { personSlug } from "../published/published.ts";
import type { EventFields } from "./event-fields.ts";
import { plainLine } from "./plain-line.ts";
import { present } from "@nonstop/contract/present";

/** What an airing needs of the entries its event links to. */
export const ResolvedLinks = z.object({
  presenters: z.array(Presenter),
  /** The same people by their entries, in the same order: an invite is one person's. */
  guests: z.array(z.object({ entry: z.string(), name: z.string() })).optional(),
  /** Its host is the station's own when it names none. */
  studio: z.object({ host: z.string().optional() }).optional(),
  encoder: EncoderName.optional(),
  recording: AssetId.optional(),
  planB: AssetId.optional(),
  /** Links that the event can do without, to entries that are not published or cannot be used. */
  missing: z.array(z.object({ field: z.enum(["presenters", "planB"]), entry: z.string() })).optional(),
});
export type ResolvedLinks = z.infer<typeof ResolvedLinks>;

/** `behind`: the delivery API does not show yet what a webhook told of; ask again. */
export type LinksAnswer =
  | { kind: "links"; links: ResolvedLinks }
  | { kind: "behind"; entries: string[] }
  | { kind: "problem"; problem: EventProblem };

/** Least revision a linked entry must show, as webhooks told; absent when none did. */
export type ExpectedRevisions = ReadonlyMap<string, number>;

/** Ids of all entries whose changes an event follows: those it is read from, and its show. */
export function followedIds(event: EventFields): string[] {
  return [...linkIds(event), ...(event.show === undefined ? [] : [event.show])];
}

/** Ids of all entries an airing is made of, sorted, each once. */
export function linkIds(event: EventFields): string[] {
  const ids = [...event.presenters, event.studio, event.encoder, event.recording, event.planB];
  return [...new Set(ids.filter((id) => id !== undefined))].sort();
}

/** Changes when an event must read its links (again): other links, or a newer revision of one. */
export function linksKey(event: EventFields, expected: ExpectedRevisions): string {
  return JSON.stringify([
    event.kind,
    event.presenters,
    event.studio,
    event.encoder,
    event.recording,
    event.planB,
    linkIds(event).map((id) => expected.get(id) ?? 0),
  ]);
}

/**
 * Puts what was read in the place of the links. A missing presenter or plan B is only noted in `missing`; a studio, an
 * encoder or a recording that is not there is the event's problem, for it could not be aired.
 */
export function resolveLinks(
  event: EventFields,
  found: ReadonlyMap<string, LinkedEntry>,
  expected: ExpectedRevisions,
): LinksAnswer {
  const behind = linkIds(event).filter((id) => {
    const least = expected.get(id);
    return least !== undefined && (found.get(id)?.revision ?? 0) < least;
  });
  if (behind.length > 0) return { kind: "behind", entries: behind };
  const missing: NonNullable<ResolvedLinks["missing"]> = [];
  const people = event.presenters.flatMap((id) => {
    const presenter = Presenter.safeParse(found.get(id)?.fields);
    const name = plainLine(presenter.data?.name ?? "", 256);
    if (presenter.data !== undefined && name !== "")
      return [
        {
          entry: id,
          presenter: { ...presenter.data, name, slug: personSlug({ ...presenter.data, entry: id, name }) },
        },
      ];
    missing.push({ field: "presenters", entry: id });
    return [];
  });
  const studio = facilityAt(event.studio, found);
  if (event.studio !== undefined && studio?.kind !== "studio")
    return unknownLink(
      "studio",
      "the linked entry is no published studio",
      "Publish the studio, link another one, or none for the station's own.",
    );
  const encoder = facilityAt(event.encoder, found);
  if (event.encoder !== undefined && encoder?.kind !== "encoder")
    return unknownLink(
      "encoder",
      "the linked entry is no published encoder, or its slug is no name of a room",
      "Publish the encoder with a slug of lower-case letters, digits and hyphens, or link another one.",
    );
  const recording = event.recording === undefined ? undefined : assetOf(found.get(event.recording));
  if (event.kind === "recording" && recording === undefined)
    return unknownLink(
      "recording",
      "the linked recording is not published, or names no asset of the library",
      "Publish the recording with the library id of its asset, or link another one.",
    );
  const planB = event.planB === undefined ? undefined : assetOf(found.get(event.planB));
  if (event.planB !== undefined && planB === undefined) missing.push({ field: "planB", entry: event.planB });
  return {
    kind: "links",
    links: {
      presenters: people.map(({ presenter }) => presenter),
      guests: people.map(({ entry, presenter: { name } }) => ({ entry, name })),
      ...present({
        studio: studio?.kind === "studio" ? present({ host: studio.host }) : undefined,
        encoder: encoder?.kind === "encoder" ? encoder.encoder : undefined,
        recording,
        planB,
        missing: missing.length === 0 ? undefined : missing,
      }),
    },
  };
}

function facilityAt(id: string | undefined, found: ReadonlyMap<string, LinkedEntry>): Facility | undefined {
  const entry = id === undefined ? undefined : found.get(id);
  return entry && facilityOf(entry);
}

function assetOf(entry: LinkedEntry | undefined): string | undefined {
  return z.object({ asset: AssetId }).safeParse(entry?.fields).data?.asset;
}

function unknownLink(field: string, message: string, cure: string): LinksAnswer {
  return {
    kind: "problem",
    problem: { field: `fields.${field}`, message: `fields.${field}: ${message}`, cure },
  };
}
