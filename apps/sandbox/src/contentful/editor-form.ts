import { STATION_FIELDS } from "@nonstop/content-model/station-fields";
import { slugOf } from "@nonstop/schedule/slug";
import { isTimezone, wallTimeMs, wallTimeWithOffset } from "../pages/wall-time.ts";
import type { ContentType, Field } from "./content-type.ts";
import type { Fields } from "./entry.ts";
import { LOCALE } from "./locales.ts";
import { asText } from "../server/unknown-value.ts";
import { asLink } from "./validate-entry.ts";

export type FormValues = Readonly<Record<string, string | readonly string[]>>;

const STATIONS = new Set(STATION_FIELDS.map(({ id }) => id));
const link = (id: string) => ({ sys: { type: "Link", linkType: "Entry", id } });
const textOf = (value: FormValues[string] | undefined): string =>
  typeof value === "string" ? value.trim() : (value?.[0]?.trim() ?? "");

const BETWEEN_WORDS = /[\s,;]+/;
/** A tag may be several words. */
const BETWEEN_TAGS = /[\r\n,;]+/;

function valueOf(field: Field, values: FormValues, timezone: string): unknown {
  const given = values[field.id];
  const text = textOf(given);
  if (field.type === "Array") {
    const all = [given ?? []].flat();
    if (field.items?.type === "Symbol") {
      const words = all
        .flatMap((line) => line.split(field.id === "tags" ? BETWEEN_TAGS : BETWEEN_WORDS))
        .map((word) => word.trim())
        .filter((word) => word !== "");
      return words.length === 0 ? undefined : words;
    }
    return given === undefined ? undefined : all.filter((id) => id !== "").map(link);
  }
  if (text === "") return undefined;
  if (field.type === "Boolean") return text === "yes";
  if (field.type === "Link") return link(text);
  if (field.type === "Integer" || field.type === "Number") return Number(text);
  const isWallTime = field.type === "Date" && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text);
  return isWallTime ? dateOf(text, textOf(values[`${field.id}.offset`]), timezone) : text;
}

/** Contentful does not show a disabled field to those who edit. */
export const isHidden = ({ disabled }: Field): boolean => disabled === true;

/** A value as the form sends it: by this a field that nobody touched is known. */
export function formText(field: Field, value: unknown, timezone: unknown): string {
  if (field.type === "Date") return localInput(value, typeof timezone === "string" ? timezone : "UTC");
  if (field.type === "Boolean") return value === true ? "yes" : value === false ? "no" : "";
  if (Array.isArray(value))
    return value
      .map((each) => asLink(each)?.sys.id ?? asText(each))
      .join(field.items?.type === "Symbol" ? ", " : ",");
  return asLink(value)?.sys.id ?? asText(value);
}

const NAME_OF_WAS = "was.";
/** Whether a form holds a field, and somebody changed it: one that knows what was there tells. */
function isTouched(field: Field, values: FormValues): boolean {
  const was = values[NAME_OF_WAS + field.id];
  if (was === undefined) return true;
  const offset = values[`${field.id}.offset`];
  const now = [values[field.id] ?? ""].flat().join(",");
  // Browsers send line breaks as CR LF.
  const plain = (text: string): string => text.replaceAll("\r\n", "\n").trim();
  return plain(now) !== plain(textOf(was)) || (offset !== undefined && offset !== "zone");
}

/** A wall time as it is stored: with the offset that was chosen, which need not be the one of any zone. */
function dateOf(wall: string, offset: string, timezone: string): string {
  if (offset === "none") return wall;
  if (offset === "date") return wall.slice(0, 10);
  if (/^[+-]\d\d:?\d\d$/.test(offset)) return wall + offset;
  return wallTimeWithOffset(wallTimeMs(wall, timezone), timezone);
}

/** Whether a stored date has the offset that a zone has then. */
export function isZoneOffset(stored: string, timezone: string): boolean {
  const ms = Date.parse(stored);
  if (Number.isNaN(ms) || !/(Z|[+-]\d\d:?\d\d)$/.test(stored)) return false;
  const zone = isTimezone(timezone) ? timezone : "UTC";
  return stored.endsWith("Z") || wallTimeWithOffset(ms, zone).slice(-6) === stored.slice(-6);
}

/** The fields of an entry after a form was sent. Fields that the form does not show, such as the station's own, stay. */
export function fieldsOfForm(type: ContentType, present: Fields, values: FormValues): Fields {
  const zone = textOf(values["timezone"]);
  const timezone = isTimezone(zone) ? zone : "UTC";
  const next: Fields = { ...present };
  for (const field of type.fields) {
    if (isHidden(field) || !isTouched(field, values)) continue;
    // A form that holds no field for these leaves them.
    const isLeft = STATIONS.has(field.id) || field.linkType === "Asset";
    if (isLeft && values[field.id] === undefined) continue;
    const value = valueOf(field, values, timezone);
    if (value === undefined) delete next[field.id];
    else next[field.id] = { [LOCALE]: value };
  }
  // Of an event's title the station makes an address itself, for another event may have the same one. Names are filled in.
  const name = slugOf(textOf(values["name"]));
  const wantsSlug = type.fields.some((field) => field.id === "slug") && next["slug"] === undefined;
  if (wantsSlug && name !== "") next["slug"] = { [LOCALE]: name };
  return next;
}

/** What `<input type="datetime-local">` shows for a stored date: the wall time in a zone, or as it is written with another offset. */
export function localInput(stored: unknown, timezone: string): string {
  const text = typeof stored === "string" ? stored : "";
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return "";
  if (!isZoneOffset(text, timezone)) return text.includes("T") ? text.slice(0, 16) : `${text}T00:00`;
  return wallTimeWithOffset(ms, isTimezone(timezone) ? timezone : "UTC").slice(0, 16);
}
