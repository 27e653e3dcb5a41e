import { AiringKind } from "@nonstop/contract/airing";
import type { EventProblem } from "@nonstop/contract/events";
import { TroubleLimits } from "@nonstop/contract/trouble";
import { z } from "zod";
import { parseSource } from "./event-source.ts";
import { isTimezone, parseInstant } from "./instant.ts";
import { firstCharacters, plainLine } from "./plain-line.ts";
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
  presenters: z.array(z.string()),
  room: z.string().optional(),
  recording: z.string().optional(),
  planB: z.string().optional(),
  limits: TroubleLimits.optional(),
  language: z.string().optional(),
  /** Where a live event is pulled from: a secret. */
  source: z.string().optional(),
});
export type EventFields = z.infer<typeof EventFields>;

/** `{field: {locale: value}}`, as every webhook carries it. */
export type LocalisedFields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export type EventAnswer = { kind: "event"; event: EventFields } | { kind: "problem"; problem: EventProblem };

export const LOCALE = "en-US";
const MAX_MINUTES = 1440;
/** A shorter limit would take a breath or a cut between pictures for a fault. */
const MIN_LIMIT_SECONDS = 5;
const MAX_LIMIT_SECONDS = 3600;
/** In characters: as long as a short text may be where events are written, and as much as the guide has room for. */
const MAX_TITLE = 256;
const MAX_SUMMARY = 5_000;
/** 1 January 2100: a year beyond it is a slip of the pen, and seconds beyond 2106 have no place on the wire. */
const MAX_START = 4_102_444_800;
const KINDS: Readonly<Record<string, EventFields["kind"]>> = {
  live: "live",
  film: "recording",
  premiere: "recording",
  replay: "recording",
  slate: "slate",
};

const LIMITS = ["blackSeconds", "frozenSeconds", "silentSeconds"] as const;

const Text = z.string().optional().catch(undefined);
const Link = z
  .object({ sys: z.object({ id: z.string().min(1) }) })
  .transform((link) => link.sys.id)
  .optional()
  .catch(undefined);
const Links = z.array(Link).catch([]);

class Refusal extends Error {
  readonly problem: EventProblem;
  constructor(field: string, message: string, cure: string) {
    super(message);
    this.problem = { field: `fields.${field}`, message: `fields.${field}: ${message}`, cure };
  }
}

/** What the station adds to its events: its time zone, and whether they may be pulled from its own machine (in development). */
export type EventRules = { stationTimezone: string; pullsLocal?: boolean };

/** Checks the fields of a published event. A problem names the first wrong field and the cure. */
export function parseEvent(fields: LocalisedFields, rules: EventRules): EventAnswer {
  try {
    return { kind: "event", event: eventOf(fields, rules) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: "problem", problem: error.problem };
    throw error;
  }
}

/** The value of a field in the station's locale, or in whichever the entry has. */
export function localised(fields: LocalisedFields, field: string): unknown {
  const values = fields[field];
  return values?.[LOCALE] ?? Object.values(values ?? {})[0];
}

function eventOf(fields: LocalisedFields, { stationTimezone, pullsLocal }: EventRules): EventFields {
  const text = (field: string): string | undefined =>
    Text.parse(localised(fields, field))?.trim() || undefined;
  const link = (field: string): string | undefined => Link.parse(localised(fields, field));
  const title = plainLine(text("title") ?? "", MAX_TITLE);
  if (title === "") throw new Refusal("title", "is empty", "Give the event a title and publish it again.");
  const kind = kindOf(text("kind"));
  const start = instantOf(fields, "startsAt");
  if (start === undefined)
    throw new Refusal(
      "startsAt",
      "is empty",
      "Set when the event starts, with its time zone, and publish it again.",
    );
  if (start >= MAX_START)
    throw new Refusal(
      "startsAt",
      "is after the year 2099",
      "Correct the year of the start, and publish it again.",
    );
  const end = endOf(fields, start);
  const timezone = text("timezone") ?? stationTimezone;
  if (!isTimezone(timezone))
    throw new Refusal(
      "timezone",
      `"${timezone.slice(0, 40)}" is no time zone`,
      "Use an IANA name such as Europe/Lisbon.",
    );
  const recording = link("recording");
  if (kind === "recording" && recording === undefined)
    throw new Refusal(
      "recording",
      "is empty",
      "Link the recording that shall be aired, or choose the kind live.",
    );
  const room = link("room");
  const source = kind === "live" ? sourceOf(text("source"), pullsLocal === true) : undefined;
  if (source !== undefined && room !== undefined)
    throw new Refusal(
      "source",
      "is set, and a room is linked as well",
      "A pulled show has a room of its own: empty one of the two fields.",
    );
  const presenters = Links.parse(localised(fields, "presenters")).filter((id) => id !== undefined);
  const optional = {
    slug: text("slug"),
    room,
    recording,
    planB: link("planB"),
    limits: limitsOf(fields),
    language: text("language"),
    source,
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

function kindOf(kind: string | undefined): EventFields["kind"] {
  const cure = `Choose one of ${Object.keys(KINDS).join(", ")}.`;
  if (kind === undefined) throw new Refusal("kind", "is empty", cure);
  const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (known === undefined) throw new Refusal("kind", `"${kind.slice(0, 40)}" is no kind of event`, cure);
  return known;
}

function sourceOf(address: string | undefined, pullsLocal: boolean): string | undefined {
  if (address === undefined) return undefined;
  const source = parseSource(address, pullsLocal);
  if (source.kind === "problem") throw new Refusal("source", source.message, source.cure);
  return source.url;
}

function instantOf(fields: LocalisedFields, field: string): number | undefined {
  const value = localised(fields, field);
  if (value === undefined || value === null || value === "") return undefined;
  const cure =
    'Set it with date, time and time zone, e.g. 2027-03-01T20:00+01:00 (field editor: "date and time with timezone").';
  if (typeof value !== "string") throw new Refusal(field, "is no date", cure);
  const instant = parseInstant(value);
  if (instant.kind === "second") return instant.second;
  const shown = `"${value.slice(0, 40)}"`;
  if (instant.kind === "no-zone") throw new Refusal(field, `${shown} has no time zone`, cure);
  if (instant.kind === "no-time") throw new Refusal(field, `${shown} has no time of day`, cure);
  throw new Refusal(field, `${shown} is no date`, cure);
}

function endOf(fields: LocalisedFields, start: number): number {
  const end = instantOf(fields, "endsAt");
  if (end !== undefined) {
    if (end <= start)
      throw new Refusal("endsAt", "is not after fields.startsAt", "Set an end after the start.");
    if (end - start > MAX_MINUTES * 60)
      throw new Refusal(
        "endsAt",
        "is more than 24 hours after fields.startsAt",
        "Split the event into shorter ones.",
      );
    return end;
  }
  const minutes = localised(fields, "durationMinutes");
  const cure = `Set endsAt, or durationMinutes from 1 to ${MAX_MINUTES}.`;
  if (minutes === undefined || minutes === null)
    throw new Refusal("endsAt", "is empty, and so is durationMinutes", cure);
  if (typeof minutes !== "number" || !Number.isInteger(minutes))
    throw new Refusal("durationMinutes", "is no whole number", cure);
  if (minutes < 1 || minutes > MAX_MINUTES)
    throw new Refusal("durationMinutes", `${minutes} is out of range`, cure);
  return start + minutes * 60;
}

function limitsOf(fields: LocalisedFields): TroubleLimits | undefined {
  const limits: TroubleLimits = {};
  for (const field of LIMITS) {
    const seconds = localised(fields, field);
    if (seconds === undefined || seconds === null) continue;
    const cure = `Set whole seconds from ${MIN_LIMIT_SECONDS} to ${MAX_LIMIT_SECONDS}, 0 for never, or leave it empty.`;
    if (typeof seconds !== "number" || !Number.isInteger(seconds))
      throw new Refusal(field, "is no whole number", cure);
    if (seconds !== 0 && (seconds < MIN_LIMIT_SECONDS || seconds > MAX_LIMIT_SECONDS))
      throw new Refusal(field, `${seconds} is out of range`, cure);
    limits[field] = seconds;
  }
  return Object.keys(limits).length === 0 ? undefined : limits;
}
