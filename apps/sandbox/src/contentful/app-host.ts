import { html, raw } from "hono/html";
import type { Html } from "../pages/page.ts";
import { ORGANIZATION, type App } from "./app.ts";
import type { ContentType } from "./content-type.ts";
import { contentTypeAnswer, managementEntry } from "./entry-wire.ts";
import type { Entry } from "./entry.ts";
import { LOCALE } from "./locales.ts";
import type { Space } from "./open-contentful.ts";
import { EDITOR, userAnswer } from "./users.ts";

/** The apps whose pages stand beside the entries of a content type, in the order of its editor. */
function appsBeside(space: Space, type: ContentType): App[] {
  const { apps, editorInterfaces } = space.state.value;
  const widgets = editorInterfaces[type.id]?.["sidebar"];
  if (!Array.isArray(widgets)) return [];
  return widgets.flatMap((widget: { widgetNamespace?: unknown; widgetId?: unknown }) => {
    const app = widget.widgetNamespace === "app" ? apps[String(widget.widgetId)] : undefined;
    const isBeside = app?.locations.some(({ location }) => location === "entry-sidebar") === true;
    return app?.isInstalled === true && app.src !== undefined && isBeside ? [app] : [];
  });
}

/** What an app's page is told of the entry, at first and whenever it changes. */
export function entryForApp(space: Space, type: ContentType, entry: Entry): object {
  const { sys, metadata } = managementEntry(entry, space.name);
  const fieldInfo = type.fields.map((field) => ({
    id: field.id,
    name: field.name,
    type: field.type,
    ...(field.linkType === undefined ? {} : { linkType: field.linkType }),
    ...(field.items === undefined ? {} : { items: field.items }),
    required: field.required === true,
    validations: field.validations ?? [],
    locales: [LOCALE],
    values: entry.fields[field.id] ?? {},
    isDisabled: { [LOCALE]: field.disabled === true },
    schemaErrors: {},
  }));
  return { entry: { sys, metadata }, fieldInfo };
}

/** All that an app's page is told when it is connected. */
function connection(space: Space, o: { app: App; type: ContentType; entry: Entry }): object {
  const { app, type, entry } = o;
  const all = [LOCALE];
  const of = <T>(value: T): Record<string, T> => ({ [LOCALE]: value });
  return {
    id: `${app.id}-${entry.id}`,
    location: "entry-sidebar",
    parameters: { installation: {}, instance: {}, invocation: {} },
    locales: {
      available: all,
      default: LOCALE,
      names: of("English"),
      fallbacks: of(undefined),
      optional: of(false),
      direction: of("ltr"),
    },
    user: { ...userAnswer(EDITOR), avatarUrl: "" },
    initialContentTypes: [],
    ids: {
      user: EDITOR,
      organization: ORGANIZATION,
      app: app.id,
      space: space.name.space,
      environment: space.name.environment,
      contentType: type.id,
      entry: entry.id,
      field: "",
    },
    contentType: contentTypeAnswer(type, space.name, true),
    editorInterface: space.state.value.editorInterfaces[type.id],
    editor: { localeSettings: { mode: "multi", active: all }, showHiddenFields: false },
    hostnames: {},
    uiLanguageLocale: LOCALE,
    ...entryForApp(space, type, entry),
  };
}

/**
 * The host of the apps' frames, as the editor is: it connects each page by the messages of the App SDK, hands their calls of the
 * management API on, and tells them what changes in the entry.
 */
const HOST_SCRIPT = `
const posted = async (path, body) => {
  const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const json = await answer.json();
  if (!answer.ok) throw json;
  return json;
};
for (const frame of document.querySelectorAll("iframe[data-app]")) {
  const about = JSON.parse(frame.dataset.connection);
  const origin = new URL(frame.src).origin;
  const tell = (message) => frame.contentWindow.postMessage(message, origin);
  const connect = () => tell({ method: "connect", params: [about, []] });
  const calls = {
    CMAAdapterCall: ({ entityType, action, payload }) => {
      if (entityType === "AppSignedRequest" && action === "create") return posted("/app-host/" + about.ids.app + "/signed_requests", payload);
      throw { message: "The stand-in's editor does not hand on " + entityType + "." + action };
    },
    setHeight: (height) => { frame.style.blockSize = height + "px"; },
    notify: ({ message }) => { document.getElementById("notices").textContent = message; },
    setActive: () => undefined,
  };
  addEventListener("message", async ({ data, source }) => {
    if (source !== frame.contentWindow) return;
    if (data.method === "init") return connect();
    if (data.source !== about.id) return;
    try {
      if (calls[data.method] === undefined) throw { message: "The stand-in's editor knows no " + data.method };
      tell({ id: data.id, result: await calls[data.method](...(data.params ?? [])) });
    } catch (error) { tell({ id: data.id, error }); }
  });
  frame.addEventListener("load", connect);
  let known = about;
  setInterval(async () => {
    const answer = await fetch("/app-host/entries/" + about.ids.entry).catch(() => undefined);
    if (answer?.ok !== true) return;
    const fresh = await answer.json();
    if (fresh.entry.sys.version === known.entry.sys.version) return;
    tell({ method: "sysChanged", params: [fresh.entry.sys] });
    fresh.fieldInfo.forEach(({ id, values }, index) => {
      for (const locale of about.locales.available)
        if (JSON.stringify(values[locale]) !== JSON.stringify(known.fieldInfo[index]?.values[locale])) tell({ method: "valueChanged", params: [id, locale, values[locale]] });
    });
    known = fresh;
  }, 1500);
}`;

/** What a frame may do, as the editor's frames may. */
const SANDBOX =
  "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-downloads";

/** The frames of the apps beside an entry. */
export function appFrames(space: Space, type: ContentType, entry: Entry): Html {
  const apps = appsBeside(space, type);
  if (apps.length === 0) return html``;
  const frame = (app: App): Html =>
    html`<h2>${app.name}</h2>
      <iframe
        data-app="${app.id}"
        data-connection="${JSON.stringify(connection(space, { app, type, entry }))}"
        src="${app.src}"
        title="${app.name}"
        sandbox="${SANDBOX}"
        allow="clipboard-write"
      ></iframe>`;
  return html`<aside class="apps" aria-label="Apps">
    <style>
      .apps {
        margin: 0 0 24px;
        inline-size: min(100%, 320px);
      }
      .apps iframe {
        display: block;
        inline-size: 100%;
        block-size: 200px;
        border: 1px solid var(--line);
        border-radius: 6px;
      }
      @media (min-width: 62rem) {
        main:has(> .apps) {
          max-width: 84rem;
          display: grid;
          grid-template-columns: minmax(0, 1fr) 320px;
          gap: 0 32px;
          align-items: start;
        }
        main > .apps {
          grid-column: 2;
          grid-row: 1 / span 9;
        }
        main:has(> .apps) > :not(.apps) {
          grid-column: 1;
        }
      }
    </style>
    ${apps.map(frame)}
    <p id="notices" role="status" class="quiet"></p>
    <script type="module">
      ${raw(HOST_SCRIPT)};
    </script>
  </aside>`;
}
