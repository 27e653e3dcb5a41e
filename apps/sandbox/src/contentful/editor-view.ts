import { html } from "hono/html";
import { STATION_FIELDS } from "@nonstop/content-model/station-fields";
import { FRESH_LIST, page, readableTime } from "../pages/page.ts";
import type { Html } from "../pages/page.ts";
import { appFrames } from "./app-host.ts";
import type { ContentType, Field } from "./content-type.ts";
import { isHidden } from "./editor-form.ts";
import { labelled, titleOf, valueIn } from "./editor-inputs.ts";
import { asLink } from "./validate-entry.ts";
import { EDITOR_SCRIPT } from "./editor-script.ts";
import { entryStatus } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { asText } from "../server/unknown-value.ts";
import type { Space } from "./open-contentful.ts";

export const STAND_IN = "Contentful";
const STATIONS = new Set(STATION_FIELDS.map(({ id }) => id));
/** The kinds of entries that people edit, in the order of the tabs. */
const TABS = [
  { type: "event", many: "Events", one: "event" },
  { type: "show", many: "Shows", one: "show" },
  { type: "recording", many: "Recordings", one: "recording" },
  { type: "collection", many: "Collections", one: "collection" },
  { type: "person", many: "People", one: "person" },
  { type: "studio", many: "Studios", one: "studio" },
  { type: "encoder", many: "Encoders", one: "encoder" },
] as const;

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
    const show = space.state.value.entries[asLink(valueIn(entry, "show"))?.sys.id ?? ""];
    const zone = asText(valueIn(entry, "timezone") ?? valueIn(show, "timezone"), "UTC");
    return html`<li>
      <strong
        ><a href="/entries/${entry.id}"><bdi>${titleOf(entry)}</bdi></a></strong
      >
      <span class="${STATUS_CLASS[status]}">${status}</span>
      <span class="quiet time"
        >${start === undefined ? (valueIn(entry, "role") ?? valueIn(entry, "asset") ?? "") : readableTime(asText(start), zone)}${show === undefined ? "" : html`, of <bdi>${titleOf(show)}</bdi>`}</span
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
  const shownFields = type.fields.filter((field) => !isHidden(field) && field.linkType !== "Asset");
  const stations = entry === undefined ? [] : shownFields.filter(({ id }) => STATIONS.has(id));
  const fields = shownFields.filter(({ id }) => !STATIONS.has(id));
  const [first, ...rest] = fields.filter((field) => !pairs.includes(field.id));
  const kind = rest.find((field) => field.id === "kind");
  const others = rest.filter((field) => field !== kind);
  const pair = pairs.flatMap((id) => fields.find((field) => field.id === id) ?? []);
  const row = (field: Field): Html => labelled(space, { type, field, entry: shown, saved: entry });
  const body = html`${nav(space, type.id)}
    <h1><bdi>${entry === undefined ? `New ${type.name.toLowerCase()}` : titleOf(entry)}</bdi></h1>
    ${o.problems.map((problem) => html`<p class="trouble" role="alert">${problem}</p>`)}
    ${entry === undefined ? "" : appFrames(space, type, entry)}
    ${entry === undefined || type.id !== "event" ? "" : owned(entry)}
    <form
      id="entry-form"
      method="post"
      action="${entry === undefined ? `/new/${type.id}` : `/entries/${entry.id}`}"
    >
      ${first === undefined ? "" : row(first)} ${kind === undefined ? "" : row(kind)}
      <div class="pair">${pair.map(row)}</div>
      ${others.map(row)}
      ${
        stations.length === 0
          ? ""
          : html`<details>
              <summary>What the station writes</summary>
              ${stations.map(row)}
            </details>`
      }
      ${entry === undefined ? "" : html`<input type="hidden" name="version" value="${entry.version}" />`}
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
      <p class="quiet" id="saving" role="status"></p>
    </form>`;
  return page({
    standIn: STAND_IN,
    title: entry === undefined ? `New ${type.name}` : titleOf(entry),
    body,
    script: EDITOR_SCRIPT,
  });
}
