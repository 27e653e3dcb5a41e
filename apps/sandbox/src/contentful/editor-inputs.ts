import { html } from "hono/html";
import type { Html } from "../pages/page.ts";
import { asText } from "../server/unknown-value.ts";
import type { ContentType, Field } from "./content-type.ts";
import { formText, isZoneOffset, localInput } from "./editor-form.ts";
import type { Entry } from "./entry.ts";
import { LOCALE } from "./locales.ts";
import type { Space } from "./open-contentful.ts";
import { asLink } from "./validate-entry.ts";

/** One field's value in the one locale. */
export const valueIn = (entry: Entry | undefined, id: string): unknown => entry?.fields[id]?.[LOCALE];
/** A name for an entry that people recognise. */
export const titleOf = (entry: Entry): string =>
  asText(valueIn(entry, "title") ?? valueIn(entry, "name"), "Untitled");

const LABELS: Readonly<Record<string, string>> = {
  startsAt: "Starts",
  durationMinutes: "Lasts so many minutes",
  endsAt: "or ends",
  timezone: "In the time zone",
  planB: "If the guest is lost, show",
  blackSeconds: "Leave a black picture after so many seconds",
  frozenSeconds: "Leave a frozen picture after so many seconds",
  silentSeconds: "Leave a silent room after so many seconds",
  layout: "Guests are shown as",
  speakerName: "Name of the speaker in the picture",
  studio: "The meeting is held in",
  encoder: "Or shown from the encoder",
  source: "Or pulled from (https address of an HLS playlist)",
  summary: "What it is about",
};

/** The help that stands below a field, as its content type's editor has it. */
function helpOf(space: Space, type: ContentType, field: Field): string {
  const controls = space.state.value.editorInterfaces[type.id]?.controls;
  return asText(controls?.find(({ fieldId }) => fieldId === field.id)?.settings?.["helpText"]);
}

/** Defaults of a new event. It starts in two minutes and lasts ten, so that a newcomer's first event airs soon. */
function defaultOf(field: Field): unknown {
  if (field.id === "timezone") return Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (field.id === "startsAt")
    return new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 120_000).toISOString();
  return field.id === "durationMinutes" ? 10 : undefined;
}

const withDefault = (field: Field, entry: Entry | undefined): unknown =>
  entry === undefined ? defaultOf(field) : valueIn(entry, field.id);

/** Contentful's editor stores any offset that people choose, or none, or the day alone. */
function offsetChoice(id: string, stored: unknown, zone: string): Html {
  const text = typeof stored === "string" ? stored : "";
  const written = /(Z|[+-]\d\d:?\d\d)$/.exec(text)?.[1];
  const chosen =
    text === "" || isZoneOffset(text, zone)
      ? "zone"
      : (written?.replace("Z", "+00:00") ?? (text.includes("T") ? "none" : "date"));
  const hours = Array.from({ length: 27 }, (_, i) => i - 12);
  const offsets = hours.map((hour) => `${hour < 0 ? "-" : "+"}${String(Math.abs(hour)).padStart(2, "0")}:00`);
  const all = [...new Set([...offsets, ...(/^[+-]/.test(chosen) ? [chosen] : [])])];
  const option = (value: string, label: string): Html =>
    html`<option value="${value}" ${value === chosen ? "selected" : ""}>${label}</option>`;
  return html`<select name="${id}.offset" aria-label="Offset of ${id}">
    ${option("zone", "as the time zone has it")} ${all.map((offset) => option(offset, offset))}
    ${option("none", "no offset")} ${option("date", "the day alone")}
  </select>`;
}

function input(space: Space, field: Field, entry: Entry | undefined): Html {
  const value = withDefault(field, entry);
  const id = field.id;
  const choices = field.validations?.find((each) => each.in !== undefined)?.in;
  if (choices !== undefined)
    return html`<select id="${id}" name="${id}">
      ${id === "kind" && entry === undefined ? "" : html`<option value=""></option>`}
      ${choices.map((each) => html`<option ${each === value ? "selected" : ""}>${each}</option>`)}
    </select>`;
  if (field.items?.type === "Symbol")
    return html`<input id="${id}" name="${id}" value="${Array.isArray(value) ? value.join(", ") : ""}" />`;
  if (field.type === "Boolean")
    return html`<select id="${id}" name="${id}">
      <option value="">Not said</option>
      <option value="yes" ${value === true ? "selected" : ""}>Yes</option>
      <option value="no" ${value === false ? "selected" : ""}>No</option>
    </select>`;
  if (field.type === "Link" || field.type === "Array") {
    const wanted = [(field.items?.validations ?? field.validations ?? [])[0]?.linkContentType ?? []].flat();
    const options = Object.values(space.state.value.entries).filter((each) =>
      wanted.includes(each.contentType),
    );
    const chosen = new Set((Array.isArray(value) ? value : [value]).map((each) => asLink(each)?.sys.id));
    return html`<select id="${id}" name="${id}" ${field.type === "Array" ? "multiple" : ""}>
      ${field.type === "Array" ? "" : html`<option value="">None</option>`}
      ${options.map((each) => html`<option value="${each.id}" ${chosen.has(each.id) ? "selected" : ""}>${titleOf(each)}</option>`)}
    </select>`;
  }
  if (field.type === "Text")
    return html`<textarea id="${id}" name="${id}" dir="auto">${value ?? ""}</textarea>`;
  if (field.type === "Date") {
    const zone = asText(valueIn(entry, "timezone"), Intl.DateTimeFormat().resolvedOptions().timeZone);
    return html`<input id="${id}" name="${id}" type="datetime-local" value="${localInput(value, zone)}" />
      ${offsetChoice(id, value, zone)}`;
  }
  if (field.type === "Integer") {
    const least = field.validations?.find((each) => each.range !== undefined)?.range?.min ?? 1;
    return html`<input id="${id}" name="${id}" type="number" min="${least}" value="${value ?? ""}" />`;
  }
  return html`<input
    id="${id}"
    name="${id}"
    dir="auto"
    value="${value ?? ""}"
    ${id === "timezone" ? html`list="zones"` : ""}
  />`;
}

export const labelled = (
  space: Space,
  o: { type: ContentType; field: Field; entry: Entry | undefined; saved: Entry | undefined },
): Html => {
  const { field } = o;
  const help = helpOf(space, o.type, field);
  return html`<div>
    <label for="${field.id}">${LABELS[field.id] ?? field.name}</label>
    ${input(space, field, o.entry)}
    ${o.saved === undefined ? "" : html`<input type="hidden" name="was.${field.id}" value="${formText(field, valueIn(o.saved, field.id), valueIn(o.saved, "timezone"))}" />`}
    ${help === "" ? "" : html`<small class="quiet" id="${field.id}-help">${help}</small>`}
  </div>`;
};
