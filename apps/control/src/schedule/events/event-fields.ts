import { AiringKind } from "@nonstop/contract/airing";
import type { EventNote, EventProblem } from "@nonstop/contract/events";
import { TroubleLimits } from "@nonstop/contract/trouble";
import { z } from "zod";
import { Afterwards, afterwardsOf, occurrenceOf, saidIn } from "./event-extras.ts";
import { parseSource } from "./event-source.ts";
import { endOf, refuseOver, startOf } from "./event-times.ts";
import { timeNotes, type Version } from "./time-notes.ts";
import { FieldRefusal } from "./field-refusal.ts";
import { isTimezone } from "@nonstop/schedule/wall-time";
import { lookOf } from "./livestream-look.ts";
import { localised, type LocalisedFields } from "./localised.ts";
import { firstCharacters, plainLine } from "./plain-line.ts";
import { LivestreamLook } from "../ports/meetings.ts";
import { present } from "@nonstop/contract/present";

/** An event as the programming team wrote it, checked; links are entry ids still to be read. Seconds are Unix seconds. */
export const EventFields = z.object({
  title: z.string(),
  slug: z.string().optional(),
  summary: z.string(),
  start: z.int(),
  end: z.int(),
  timezone: z.string(),
  kind: AiringKind,
  /** The series that it belongs to. */
  show: z.string().optional(),
  presenters: z.array(z.string()),
  /** The studio that is to hold its meeting. */
  studio: z.string().optional(),
  /** The lasting encoder that it is shown from instead of a meeting. */
  encoder: z.string().optional(),
  recording: z.string().optional(),
  planB: z.string().optional(),
  limits: TroubleLimits.optional(),
  /** What its livestream looks like, when it says so. */
  look: LivestreamLook.optional(),
  language: z.string().optional(),
  /** Where a live event is pulled from: a secret. */
  source: z.string().optional(),
  /** Of an episode that the rule of its show makes: the instant for which it was made. It stays when the episode is moved. */
  occurrence: z.string().optional(),
  /** What the pieces of a block are taken from. */
  collection: z.string().optional(),
  /** Where no plan B is linked, the station chooses one from its filler. */
  planBFromPool: z.boolean().optional(),
  ...Afterwards.shape,
});
export type EventFields = z.infer<typeof EventFields>;

/** `notes`: what is odd, and can air. */
export type EventAnswer =
  | { kind: "event"; event: EventFields; notes: EventNote[] }
  | { kind: "problem"; problem: EventProblem };

/** A shorter limit would take a breath or a cut between pictures for a fault. */
const MIN_LIMIT_SECONDS = 5;
const MAX_LIMIT_SECONDS = 3600;
/** In characters: as long as a short text may be where events are written, and as much as the guide has room for. */
const MAX_TITLE = 256;
const MAX_SUMMARY = 5_000;
const KINDS: Readonly<Record<string, EventFields["kind"]>> = {
  live: "live",
  film: "recording",
  premiere: "recording",
  replay: "recording",
  block: "block",
  slate: "slate",
};

const LIMITS = ["blackSeconds", "frozenSeconds", "silentSeconds"] as const;

const Text = z.string().optional().catch(undefined);
const Link = z
  .object({ sys: z.object({ id: z.string().min(1) }) })
  .transform((link) => link.sys.id)
  .optional()
  .catch(undefined);
// What is known of people is kept by their entries, in plain objects. An entry may have the name of what every object has.
const isOwnName = (id: string | undefined): id is string => id !== undefined && !(id in Object.prototype);
const Links = z.array(Link).catch([]);

/** What the station adds to its events: its time zone, and whether they may be pulled from its own machine (in development). */
export type EventRules = { stationTimezone: string; pullsLocal?: boolean };

/** Checks the fields of a published event. A problem names the first wrong field and the cure. */
export function parseEvent(fields: LocalisedFields, rules: EventRules & Version): EventAnswer {
  try {
    const event = eventOf(fields, rules);
    refuseOver(event, rules);
    return { kind: "event", event, notes: timeNotes(fields, event, rules) };
  } catch (error) {
    if (error instanceof FieldRefusal) return { kind: "problem", problem: error.problem };
    throw error;
  }
}

function eventOf(fields: LocalisedFields, { stationTimezone, pullsLocal }: EventRules): EventFields {
  const text = (field: string): string | undefined =>
    Text.parse(localised(fields, field))?.trim() || undefined;
  const link = (field: string): string | undefined => Link.parse(localised(fields, field));
  const title = plainLine(text("title") ?? "", MAX_TITLE);
  if (title === "")
    throw new FieldRefusal(
      "title",
      "is empty",
      "Give the event a title, or link a show that has one, and publish it again.",
    );
  const kind = kindOf(text("kind"));
  const start = startOf(fields);
  const end = endOf(fields, start);
  const timezone = text("timezone") ?? stationTimezone;
  if (!isTimezone(timezone))
    throw new FieldRefusal(
      "timezone",
      `"${timezone.slice(0, 40)}" is no time zone`,
      "Use an IANA name such as Europe/Lisbon.",
    );
  const recording = link("recording");
  if (kind === "recording" && recording === undefined)
    throw new FieldRefusal(
      "recording",
      "is empty",
      "Link the recording that shall be aired, or choose the kind live.",
    );
  const from = { source: text("source"), studio: link("studio"), encoder: link("encoder") };
  const collection = link("collection");
  if (kind === "block" && collection === undefined)
    throw new FieldRefusal(
      "collection",
      "is empty",
      "Link the collection that its pieces are taken from, or choose another kind.",
    );
  if (kind === "live") refuseTwoOrigins(from);
  const source = kind === "live" ? sourceOf(from.source, pullsLocal === true) : undefined;
  const presenters = Links.parse(localised(fields, "presenters")).filter(isOwnName);
  const optional = {
    show: link("show"),
    slug: text("slug"),
    studio: from.studio,
    encoder: from.encoder,
    recording,
    planB: link("planB"),
    limits: limitsOf(fields),
    look: lookOf(fields),
    language: text("language"),
    source,
    occurrence: occurrenceOf(text("occurrence")),
    collection,
    planBFromPool: saidIn(fields, "planBFromPool"),
    ...afterwardsOf(fields),
  };
  return {
    title,
    summary: firstCharacters(text("summary")?.toWellFormed() ?? "", MAX_SUMMARY),
    start,
    end,
    timezone,
    kind,
    presenters,
    ...present(optional),
  };
}

/** A live show comes from a meeting in a studio, from an encoder, or from a source that is pulled. */
function refuseTwoOrigins(from: Record<"source" | "studio" | "encoder", string | undefined>): void {
  const set = (["source", "encoder", "studio"] as const).filter((field) => from[field] !== undefined);
  const [field, other] = set;
  if (field === undefined || other === undefined) return;
  throw new FieldRefusal(
    field,
    `is set, and fields.${other} as well`,
    "A live show comes from one of the two: empty the other field.",
  );
}

function kindOf(kind: string | undefined): EventFields["kind"] {
  const cure = `Choose one of ${Object.keys(KINDS).join(", ")}.`;
  if (kind === undefined) throw new FieldRefusal("kind", "is empty", cure);
  const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (known === undefined) throw new FieldRefusal("kind", `"${kind.slice(0, 40)}" is no kind of event`, cure);
  return known;
}

function sourceOf(address: string | undefined, pullsLocal: boolean): string | undefined {
  if (address === undefined) return undefined;
  const source = parseSource(address, pullsLocal);
  if (source.kind === "problem") throw new FieldRefusal("source", source.message, source.cure);
  return source.url;
}

function limitsOf(fields: LocalisedFields): TroubleLimits | undefined {
  const limits: TroubleLimits = {};
  for (const field of LIMITS) {
    const seconds = localised(fields, field);
    if (seconds === undefined || seconds === null) continue;
    const cure = `Set whole seconds from ${MIN_LIMIT_SECONDS} to ${MAX_LIMIT_SECONDS}, 0 for never, or leave it empty.`;
    if (typeof seconds !== "number" || !Number.isInteger(seconds))
      throw new FieldRefusal(field, "is no whole number", cure);
    if (seconds !== 0 && (seconds < MIN_LIMIT_SECONDS || seconds > MAX_LIMIT_SECONDS))
      throw new FieldRefusal(field, `${seconds} is out of range`, cure);
    limits[field] = seconds;
  }
  return Object.keys(limits).length === 0 ? undefined : limits;
}
