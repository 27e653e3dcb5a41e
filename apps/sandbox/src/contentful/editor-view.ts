import { html } from "hono/html";
import { FRESH_LIST, page, readableTime } from "../pages/page.ts";
import type { Html } from "../pages/page.ts";
import { appFrames } from "./app-host.ts";
import type { ContentType, Field } from "./content-type.ts";
import { isHidden, localInput } from "./editor-form.ts";
import { entryStatus } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { LOCALE } from "./locales.ts";
import { asText } from "../server/unknown-value.ts";
import type { Space } from "./open-contentful.ts";
import { asLink } from "./validate-entry.ts";

export const STAND_IN = "Contentful";
/** The kinds of entries that people edit, in the order of the tabs. */
const TABS = [
  { type: "event", many: "Events", one: "event" },
  { type: "show", many: "Shows", one: "show" },
  { type: "recording", many: "Recordings", one: "recording" },
  { type: "person", many: "People", one: "person" },
  { type: "studio", many: "Studios", one: "studio" },
  { type: "encoder", many: "Encoders", one: "encoder" },
] as const;

/** One field's value in the one locale. */
const valueIn = (entry: Entry | undefined, id: string): unknown => entry?.fields[id]?.[LOCALE];
/** A name for an entry that people recognise. */
const titleOf = (entry: Entry): string =>
  asText(valueIn(entry, "title") ?? valueIn(entry, "name"), "Untitled");

/** The status that people see. The station's own writes make an entry "changed", which would only puzzle them. */
const statusOf = (entry: Entry): ReturnType<typeof entryStatus> => {
  const status = entryStatus(entry);
  return status === "changed" && valueIn(entry, "provisionState") !== undefined ? "published" : status;
};

const STATUS_CLASS = { draft: "quiet", published: "good", changed: "amber", archived: "quiet" } as const;
const nav = (space: Space, shown: string): Html => {
  const known = TABS.filter((tab) => space.state.value.contentTypes[tab.type] !== undefined);
  return html`<nav aria-label="Kinds of entries">
    ${known.map((tab) => html`<a href="/?type=${tab.type}" ${tab.type === shown ? html`aria-current="page"` : ""}>${tab.many}</a>`)}
  </nav>`;
};

/** The list of one kind of entry. */
export function listPage(space: Space, contentType: string): Html {
  const tab = TABS.find((each) => each.type === contentType) ?? TABS[0];
  const entries = Object.values(space.state.value.entries)
    .filter((entry) => entry.contentType === tab.type)
    .sort((a, b) =>
      asText(valueIn(a, "startsAt"), titleOf(a)).localeCompare(asText(valueIn(b, "startsAt"), titleOf(b))),
    );
  const row = (entry: Entry): Html => {
    const status = statusOf(entry);
    const state = valueIn(entry, "provisionState");
    const start = valueIn(entry, "startsAt");
    const zone = asText(valueIn(entry, "timezone"), "UTC");
    return html`<li>
      <strong
        ><a href="/entries/${entry.id}"><bdi>${titleOf(entry)}</bdi></a></strong
      >
      <span class="${STATUS_CLASS[status]}">${status}</span>
      <span class="quiet time"
        >${start === undefined ? (valueIn(entry, "role") ?? valueIn(entry, "asset") ?? "") : readableTime(asText(start), zone)}</span
      >
      <span class="${state === "failed" ? "trouble" : "quiet"}">${state ?? ""}</span>
    </li>`;
  };
  const body = html`${nav(space, tab.type)}
    <h1>${tab.many}</h1>
    <p class="actions">
      <a class="button first" href="/new/${tab.type}">New ${tab.one}</a> <a href="/faults">Faults</a>
    </p>
    <div id="list">
      ${
        entries.length === 0
          ? html`<p class="quiet">Nothing here yet.</p>`
          : html`<ul class="rows">
              ${entries.map(row)}
            </ul>`
      }
    </div>`;
  return page({ standIn: STAND_IN, title: tab.many, body, script: FRESH_LIST });
}

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

function input(space: Space, field: Field, entry: Entry | undefined): Html {
  const value = withDefault(field, entry);
  const id = field.id;
  const choices = field.validations?.find((each) => each.in !== undefined)?.in;
  if (choices !== undefined)
    return html`<select id="${id}" name="${id}">
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
    return html`<input id="${id}" name="${id}" type="datetime-local" value="${localInput(value, zone)}" />`;
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

const labelled = (space: Space, o: { type: ContentType; field: Field; entry: Entry | undefined }): Html => {
  const { field } = o;
  const help = helpOf(space, o.type, field);
  return html`<div>
    <label for="${field.id}">${LABELS[field.id] ?? field.name}</label>
    ${input(space, field, o.entry)}
    ${help === "" ? "" : html`<small class="quiet" id="${field.id}-help">${help}</small>`}
  </div>`;
};

const ENTRY_SCRIPT = `const $ = (id) => document.getElementById(id);
async function show() {
  try {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html").getElementById("owned");
    if (fresh && fresh.innerHTML !== $("owned").innerHTML) $("owned").replaceWith(fresh);
  } catch {}
}
setInterval(show, 1500);
$("delete")?.addEventListener("click", (event) => { if (!confirm("Delete this entry for good?")) event.preventDefault(); });`;

/** The fields that the station wrote into an event: the join link, the invitation, or the problem. */
function owned(entry: Entry): Html {
  const state = valueIn(entry, "provisionState");
  const problem = valueIn(entry, "provisionError");
  const warnings = asText(valueIn(entry, "provisionWarnings"));
  const link = valueIn(entry, "joinUrl");
  const words: Readonly<Record<string, Html>> = {
    ready: html`<span class="good">Ready</span>`,
    failed: html`<span class="trouble">Needs a correction</span>`,
    cancelled: html`<span class="quiet">Cancelled</span>`,
    pending: html`<span class="amber">Working on it</span>`,
  };
  const shown = words[asText(state)];
  const waiting = entry.publishedVersion === undefined ? "Not published" : "Waiting for the station";
  return html`<section class="card" id="owned" aria-live="polite">
    <dl>
      <dt>Entry</dt>
      <dd>${statusOf(entry)}</dd>
      <dt>Station</dt>
      <dd>${shown ?? html`<span class="quiet">${waiting}</span>`}</dd>
      ${
        problem === undefined
          ? ""
          : html`<dt>Problem</dt>
              <dd class="trouble">${problem}</dd>`
      }
      ${
        warnings === ""
          ? ""
          : html`<dt>Warnings</dt>
              <dd class="amber">
                ${warnings.split("\n").map((line) => html`<div><bdi>${line}</bdi></div>`)}
              </dd>`
      }
      ${
        link === undefined
          ? ""
          : html`<dt>Join link</dt>
              <dd><a href="${link}">${link}</a></dd>`
      }
      ${
        valueIn(entry, "passcode") === undefined
          ? ""
          : html`<dt>Passcode</dt>
              <dd class="time">${valueIn(entry, "passcode")}</dd>`
      }
      ${
        valueIn(entry, "invitation") === undefined
          ? ""
          : html`<dt>Invitation</dt>
              <dd>
                <pre tabindex="0" role="region" aria-label="Invitation" dir="auto">
${valueIn(entry, "invitation")}</pre>
              </dd>`
      }
    </dl>
  </section>`;
}

/** The form of one entry, new or old. `problems` are listed above it. `shownAs` holds what the person had typed. */
export function entryPage(
  space: Space,
  o: { type: ContentType; entry: Entry | undefined; problems: readonly string[]; draft?: Entry },
): Html {
  const { type, entry } = o;
  const shown = o.draft ?? entry;
  const limits = ["blackSeconds", "frozenSeconds", "silentSeconds", "layout", "speakerName"];
  const pairs = ["startsAt", "timezone", "durationMinutes", "endsAt", "recording", "planB", ...limits];
  const fields = type.fields.filter((field) => !isHidden(field) && field.linkType !== "Asset");
  const [first, ...rest] = fields.filter((field) => !pairs.includes(field.id));
  const kind = rest.find((field) => field.id === "kind");
  const others = rest.filter((field) => field !== kind);
  const pair = pairs.flatMap((id) => fields.find((field) => field.id === id) ?? []);
  const row = (field: Field): Html => labelled(space, { type, field, entry: shown });
  const body = html`${nav(space, type.id)}
    <h1><bdi>${entry === undefined ? `New ${type.name.toLowerCase()}` : titleOf(entry)}</bdi></h1>
    ${o.problems.map((problem) => html`<p class="trouble" role="alert">${problem}</p>`)}
    ${entry === undefined ? "" : appFrames(space, type, entry)}
    ${entry === undefined || type.id !== "event" ? "" : owned(entry)}
    <form method="post" action="${entry === undefined ? `/new/${type.id}` : `/entries/${entry.id}`}">
      ${first === undefined ? "" : row(first)} ${kind === undefined ? "" : row(kind)}
      <div class="pair">${pair.map(row)}</div>
      ${others.map(row)}
      <datalist id="zones">
        ${Intl.supportedValuesOf("timeZone").map((zone) => html`<option value="${zone}"></option>`)}
      </datalist>
      <div class="actions">
        <button class="first" name="do" value="publish">Publish</button>
        <button name="do" value="save">Save as a draft</button>
        ${entry?.publishedVersion === undefined ? "" : html`<button name="do" value="unpublish">Unpublish</button>`}
        ${entry?.published === undefined ? "" : html`<button name="do" value="restore" formnovalidate>Restore the published version</button>`}
        ${entry === undefined ? "" : html`<button id="delete" name="do" value="delete" formnovalidate>Delete</button>`}
      </div>
    </form>`;
  return page({
    standIn: STAND_IN,
    title: entry === undefined ? `New ${type.name}` : titleOf(entry),
    body,
    script: ENTRY_SCRIPT,
  });
}
