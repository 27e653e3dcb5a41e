import { STATION_FIELDS } from "@nonstop/content-model/station-fields";
import { slugOf } from "@nonstop/schedule/slug";
import { isTimezone, wallTimeMs, wallTimeWithOffset } from "../pages/wall-time.ts";
import type { ContentType, Field } from "./content-type.ts";
import type { Fields } from "./entry.ts";
import { LOCALE } from "./locales.ts";

export type FormValues = Readonly<Record<string, string | readonly string[]>>;

const link = (id: string) => ({ sys: { type: "Link", linkType: "Entry", id } });
const textOf = (value: FormValues[string] | undefined): string =>
  typeof value === "string" ? value.trim() : (value?.[0]?.trim() ?? "");

function valueOf(field: Field, values: FormValues, timezone: string): unknown {
  const given = values[field.id];
  const text = textOf(given);
  if (field.type === "Array") {
    const all = [given ?? []].flat();
    if (field.items?.type === "Symbol") {
      const words = all.flatMap((line) => line.split(/[\s,;]+/)).filter((word) => word !== "");
      return words.length === 0 ? undefined : words;
    }
    return given === undefined ? undefined : all.filter((id) => id !== "").map(link);
  }
  if (text === "") return undefined;
  if (field.type === "Boolean") return text === "yes";
  if (field.type === "Link") return link(text);
  if (field.type === "Integer" || field.type === "Number") return Number(text);
  const isWallTime = field.type === "Date" && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text);
  return isWallTime ? wallTimeWithOffset(wallTimeMs(text, timezone), timezone) : text;
}

const STATIONS = new Set(STATION_FIELDS.map(({ id }) => id));
/** The form holds neither what Contentful hides nor what the station writes. */
export const isHidden = ({ id, disabled }: Field): boolean => disabled === true || STATIONS.has(id);

/** The fields of an entry after a form was sent. Fields that the form does not show, such as the station's own, stay. */
export function fieldsOfForm(type: ContentType, present: Fields, values: FormValues): Fields {
  const zone = textOf(values["timezone"]);
  const timezone = isTimezone(zone) ? zone : "UTC";
  const next: Fields = { ...present };
  for (const field of type.fields) {
    if (isHidden(field) || (field.linkType === "Asset" && values[field.id] === undefined)) continue;
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

/** What `<input type="datetime-local">` shows for a stored date, in a zone. */
export function localInput(stored: unknown, timezone: string): string {
  const ms = typeof stored === "string" ? Date.parse(stored) : Number.NaN;
  if (Number.isNaN(ms)) return "";
  return wallTimeWithOffset(ms, isTimezone(timezone) ? timezone : "UTC").slice(0, 16);
}
