import { z } from "zod";

/** A validation as Contentful has it. Only those that the stand-in enforces are typed; others are kept and ignored. */
export const Validation = z.looseObject({
  in: z.array(z.union([z.string(), z.number()])).optional(),
  range: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
  size: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
  regexp: z.looseObject({ pattern: z.string(), flags: z.string().nullish() }).optional(),
  unique: z.boolean().optional(),
  linkContentType: z.union([z.string(), z.array(z.string())]).optional(),
  message: z.string().nullish(),
});
export type Validation = z.infer<typeof Validation>;

const FieldShape = {
  type: z.enum([
    ...([
      "Symbol",
      "Text",
      "RichText",
      "Integer",
      "Number",
      "Date",
      "Boolean",
      "Object",
      "Location",
    ] as const),
    ...(["Link", "Array"] as const),
  ]),
  linkType: z.enum(["Entry", "Asset"]).optional(),
  validations: z.array(Validation).optional(),
};
export const Field = z.looseObject({
  id: z.string(),
  name: z.string(),
  ...FieldShape,
  items: z.looseObject(FieldShape).optional(),
  required: z.boolean().optional(),
  localized: z.boolean().optional(),
  /** Not editable in the web app. */
  disabled: z.boolean().optional(),
  /** Not delivered: the delivery API never shows it. */
  omitted: z.boolean().optional(),
});
export type Field = z.infer<typeof Field>;

export const ContentType = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  displayField: z.string().nullish(),
  fields: z.array(Field).max(50),
  version: z.int(),
  publishedVersion: z.int().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ContentType = z.infer<typeof ContentType>;

const field = (id: string, name: string, type: Field["type"], more: Partial<Field> = {}): Field => ({
  id,
  name,
  type,
  required: false,
  localized: false,
  disabled: false,
  omitted: false,
  validations: [],
  ...more,
});
const linkTo = (id: string, name: string, contentType: string): Field =>
  field(id, name, "Link", { linkType: "Entry", validations: [{ linkContentType: [contentType] }] });
const limit = (id: string, name: string): Field =>
  field(id, name, "Integer", { validations: [{ range: { min: 0, max: 3600 } }] });
const SLUG: Validation[] = [{ unique: true }, { regexp: { pattern: "^[a-z0-9-]+$", flags: null } }];
/** Marks a field that only the station writes. It is never delivered and cannot be edited. */
const OWNED = { omitted: true, disabled: true };

const SEEDS: Omit<ContentType, "version" | "createdAt" | "updatedAt">[] = [
  {
    id: "event",
    name: "Event",
    description: "One programme at one time.",
    displayField: "title",
    fields: [
      field("title", "Title", "Symbol", { required: true }),
      field("slug", "Slug", "Symbol", { validations: SLUG }),
      field("summary", "Summary", "Text", { validations: [{ size: { max: 2000 } }] }),
      field("startsAt", "Starts at", "Date", { required: true }),
      field("endsAt", "Ends at", "Date"),
      field("durationMinutes", "Duration in minutes", "Integer", {
        validations: [{ range: { min: 1, max: 1440 } }],
      }),
      field("timezone", "Time zone", "Symbol"),
      field("kind", "Kind", "Symbol", {
        validations: [{ in: ["live", "film", "premiere", "replay", "slate"] }],
      }),
      field("presenters", "Presenters", "Array", {
        items: { type: "Link", linkType: "Entry", validations: [{ linkContentType: ["person"] }] },
        validations: [{ size: { max: 10 } }],
      }),
      linkTo("studio", "Studio", "studio"),
      linkTo("encoder", "Encoder", "encoder"),
      field("source", "Source", "Symbol"),
      linkTo("recording", "Recording", "recording"),
      linkTo("planB", "Plan B", "recording"),
      limit("blackSeconds", "Off air when black for so many seconds"),
      limit("frozenSeconds", "Off air when frozen for so many seconds"),
      limit("silentSeconds", "Off air when silent for so many seconds"),
      field("layout", "Layout", "Symbol", { validations: [{ in: ["speaker", "gallery", "host"] }] }),
      field("speakerName", "Name of the speaker", "Symbol", { validations: [{ in: ["hidden", "shown"] }] }),
      field("language", "Language", "Symbol"),
      field("zoomMeetingId", "Zoom meeting", "Symbol", OWNED),
      field("joinUrl", "Join link", "Symbol", OWNED),
      field("passcode", "Passcode", "Symbol", OWNED),
      field("invitation", "Invitation", "Text", OWNED),
      field("provisionState", "State", "Symbol", {
        ...OWNED,
        validations: [{ in: ["pending", "ready", "failed", "cancelled"] }],
      }),
      field("provisionError", "Problem", "Text", OWNED),
      field("provisionWarnings", "Warnings", "Text", OWNED),
      field("provisionHash", "Hash", "Symbol", OWNED),
    ],
  },
  {
    id: "person",
    name: "Person",
    displayField: "name",
    fields: [
      field("name", "Name", "Symbol", { required: true }),
      field("slug", "Slug", "Symbol", { validations: SLUG }),
      field("role", "Role", "Symbol"),
      field("bio", "Biography", "Text"),
      field("photo", "Photo", "Link", { linkType: "Asset" }),
    ],
  },
  {
    id: "studio",
    name: "Studio",
    description: "Who holds meetings: one host of Zoom.",
    displayField: "name",
    fields: [
      field("name", "Name", "Symbol", { required: true }),
      // This field is delivered, unlike those that the station writes. The station reads it there, and it is not a secret.
      field("zoomHostUser", "Zoom host", "Symbol"),
      field("meetingsAtOnce", "Meetings at once", "Integer", {
        validations: [{ range: { min: 1, max: 2 } }],
      }),
    ],
  },
  {
    id: "encoder",
    name: "Encoder",
    description: "A room that lasts, with a stream key of its own.",
    displayField: "name",
    fields: [
      field("name", "Name", "Symbol", { required: true }),
      field("slug", "Slug", "Symbol", {
        required: true,
        validations: [{ unique: true }, { regexp: { pattern: "^[a-z0-9][a-z0-9-]{0,62}$", flags: null } }],
      }),
    ],
  },
  {
    id: "recording",
    name: "Recording",
    displayField: "title",
    fields: [
      field("title", "Title", "Symbol", { required: true }),
      field("asset", "Library asset", "Symbol", {
        required: true,
        validations: [{ regexp: { pattern: "^[a-z0-9][a-z0-9-]{0,62}$", flags: null } }],
      }),
      field("durationSeconds", "Duration in seconds", "Integer", { validations: [{ range: { min: 1 } }] }),
    ],
  },
];

/** The station's content model, published, as of `now` (ISO). */
export function seededContentTypes(now: string): Record<string, ContentType> {
  return Object.fromEntries(
    SEEDS.map((seed) => [
      seed.id,
      { ...seed, version: 2, publishedVersion: 1, createdAt: now, updatedAt: now },
    ]),
  );
}
