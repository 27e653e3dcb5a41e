import { isRecord } from "../server/unknown-value.ts";
import type { ErrorDetail } from "./contentful-error.ts";
import type { ContentType, Field, Validation } from "./content-type.ts";
import type { Entry, Fields } from "./entry.ts";

const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/;

type Link = { sys: { type: "Link"; linkType: string; id: string } };

/** A link value, or undefined. */
export function asLink(value: unknown): Link | undefined {
  if (typeof value !== "object" || value === null || !("sys" in value)) return undefined;
  const sys = value.sys;
  if (typeof sys !== "object" || sys === null || !("id" in sys) || !("linkType" in sys)) return undefined;
  return { sys: { type: "Link", linkType: String(sys.linkType), id: String(sys.id) } };
}

type FieldShape = {
  type: Field["type"];
  linkType?: Field["linkType"] | undefined;
  items?: Field["items"] | undefined;
};

const isNamedParts = (value: unknown): boolean => isRecord(value);

const TYPES: Readonly<Record<Field["type"], (value: unknown, shape: FieldShape) => boolean>> = {
  Symbol: (value) => typeof value === "string" && value.length <= 256,
  Text: (value) => typeof value === "string" && value.length <= 50_000,
  Date: (value) => typeof value === "string" && DATE.test(value) && !Number.isNaN(Date.parse(value)),
  Integer: (value) => Number.isSafeInteger(value),
  Number: (value) => typeof value === "number",
  Boolean: (value) => typeof value === "boolean",
  Link: (value, shape) => asLink(value)?.sys.linkType === shape.linkType,
  Array: (value, shape) => {
    const { items } = shape;
    if (!Array.isArray(value) || items === undefined) return false;
    return value.every((each) => TYPES[items.type](each, { type: items.type, linkType: items.linkType }));
  },
  RichText: isNamedParts,
  Object: isNamedParts,
  Location: isNamedParts,
};

/** The errors that refuse a save: unknown fields, unknown locales, wrong types. */
export function typeErrors(type: ContentType, fields: Fields, locales: readonly string[]): ErrorDetail[] {
  const errors: ErrorDetail[] = [];
  for (const [id, byLocale] of Object.entries(fields)) {
    const field = type.fields.find((each) => each.id === id);
    if (field === undefined) {
      errors.push({ name: "unknown", path: ["fields", id], details: `No field with id "${id}" found.` });
      continue;
    }
    for (const [locale, value] of Object.entries(byLocale)) {
      const path = ["fields", id, locale];
      if (!locales.includes(locale))
        errors.push({ name: "unknown", path, details: `The locale "${locale}" is not defined.` });
      else if (value !== undefined && value !== null && !TYPES[field.type](value, field))
        errors.push({
          name: "type",
          path,
          value,
          details: `The type of "value" is incorrect, expected type: ${field.type}`,
        });
    }
  }
  return errors;
}

type Others = {
  /** All entries of the space, for `unique` and links. */
  entries: Readonly<Record<string, Entry>>;
  entryId: string;
};

function validationErrors(
  validation: Validation,
  value: unknown,
  at: { path: readonly (string | number)[]; field: Field; contentType: string; others: Others },
): ErrorDetail[] {
  const { path } = at;
  const fail = (name: string, details: string): ErrorDetail[] => [
    { name, path, value, details: validation.message ?? details },
  ];
  const size = typeof value === "string" || Array.isArray(value) ? value.length : undefined;
  const { min = -Infinity, max = Infinity } = validation.size ?? {};
  if (validation.size !== undefined && size !== undefined && (size < min || size > max))
    return fail("size", `Size must be at least ${min} and at most ${max}.`);
  const range = { min: validation.range?.min ?? -Infinity, max: validation.range?.max ?? Infinity };
  if (validation.range !== undefined && typeof value === "number" && (value < range.min || value > range.max))
    return fail("range", `Value must be at least ${range.min} and at most ${range.max}.`);
  const wanted: readonly unknown[] | undefined = validation.in;
  if (
    wanted !== undefined &&
    !(Array.isArray(value) ? value : [value]).every((each) => wanted.includes(each))
  )
    return fail("in", `Value must be one of expected values: ${wanted.join(", ")}.`);
  if (validation.regexp !== undefined && typeof value === "string") {
    const { pattern, flags } = validation.regexp;
    if (!new RegExp(pattern, flags ?? "").test(value)) return fail("regexp", `Does not match /${pattern}/`);
  }
  if (validation.unique === true) {
    const isTaken = Object.values(at.others.entries).some(
      (other) =>
        other.id !== at.others.entryId &&
        other.contentType === at.contentType &&
        Object.values(other.published?.fields[at.field.id] ?? {}).includes(value),
    );
    if (isTaken) return fail("unique", "Same field value present in other entry.");
  }
  if (validation.linkContentType !== undefined) {
    const target = at.others.entries[asLink(value)?.sys.id ?? ""];
    const allowed = [validation.linkContentType].flat();
    if (target !== undefined && !allowed.includes(target.contentType))
      return fail("linkContentType", `Links must point to a content type of: ${allowed.join(", ")}.`);
  }
  return [];
}

/** The errors that refuse a publish, in Contentful's words and paths. */
export function publishErrors(
  type: ContentType,
  entry: Entry,
  others: Others["entries"],
  locale: string,
): ErrorDetail[] {
  const errors: ErrorDetail[] = [];
  for (const field of type.fields) {
    const value = entry.fields[field.id]?.[locale];
    const path = ["fields", field.id, locale];
    if (value === undefined || value === null || (value === "" && field.required === true)) {
      if (field.required === true)
        errors.push({ name: "required", path, details: `The property "${field.id}" is required here` });
      continue;
    }
    const at = { field, contentType: type.id, others: { entries: others, entryId: entry.id } };
    for (const validation of field.validations ?? [])
      errors.push(...validationErrors(validation, value, { ...at, path }));
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    for (const [i, item] of items.entries())
      for (const validation of field.items?.validations ?? [])
        errors.push(...validationErrors(validation, item, { ...at, path: [...path, i] }));
    for (const link of (Array.isArray(value) ? items : [value]).map(asLink))
      if (link?.sys.linkType === "Entry" && others[link.sys.id] === undefined)
        errors.push({
          name: "notResolvable",
          path,
          details: `The linked entry "${link.sys.id}" does not exist.`,
          value: link,
        });
  }
  return errors;
}
