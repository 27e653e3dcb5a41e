import { Hono } from "hono";
import { html } from "hono/html";
import { page } from "../pages/page.ts";
import type { Html } from "../pages/page.ts";
import type { FaultBoard } from "./common-routes.ts";
import type { EndpointRefusal } from "./endpoint-refusals.ts";
import type { ApiName, Faults } from "./faults.ts";

type NameList = "locked" | "switchedOff" | "unlicensed" | "missingRights";

/** What may be broken at one vendor, for its page of faults. */
export type FaultChoices = {
  vendor: ApiName;
  standIn: string;
  endpoints: readonly Pick<EndpointRefusal, "method" | "path">[];
  scopes: readonly string[];
  topics: readonly string[];
  /** Lists of names, each with the names that may be on it. */
  lists?: readonly { title: string; name: NameList; values: readonly string[] }[];
  /** Further faults: each with the change that brings it about, and the one that ends it. */
  others: readonly { label: string; isOn: (faults: Faults) => boolean; on: object; off: object }[];
};

/** A button that is pressed while its fault is there. It sends the change that turns it over. */
const toggle = (vendor: string, o: { label: string; isOn: boolean; change: object }): Html =>
  html`<form method="post" action="/sandbox/faults?back=/faults">
    <input type="hidden" name="change" value="${JSON.stringify({ [vendor]: o.change })}" />
    <button aria-pressed="${String(o.isOn)}">${o.label}</button>
  </form>`;

const turned = <T>(list: readonly T[], value: T): T[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value];

function refusalToggles(
  faults: Faults,
  vendor: string,
  { method, path }: FaultChoices["endpoints"][number],
): Html {
  const others = faults.refusals.filter((each) => each.method !== method || each.path !== path);
  const present = faults.refusals.find((each) => each.method === method && each.path === path);
  const button = (status: number): Html => {
    const isOn = present?.status === status;
    const refusals = isOn ? others : [...others, { method, path, status }];
    return toggle(vendor, { label: String(status), isOn, change: { refusals } });
  };
  return html`<li>
    <strong><code>${method} ${path}</code></strong>
    <span class="actions">${[403, 422].map(button)}</span>
  </li>`;
}

const section = (title: string, rows: readonly Html[]): Html | "" =>
  rows.length === 0
    ? ""
    : html`<h2>${title}</h2>
        <ul class="rows">
          ${rows}
        </ul>`;

/** `/faults`: what goes wrong at this stand-in now, and a button for each fault. */
export function faultPages(board: FaultBoard, o: FaultChoices): Hono {
  return new Hono().get("/faults", (c) => {
    const faults = board.all[o.vendor];
    const { missingScopes, webhooks } = faults;
    const row = (label: string, isOn: boolean, change: object): Html =>
      html`<li>${toggle(o.vendor, { label, isOn, change })}</li>`;
    const body = html`<h1>Faults</h1>
      <p class="quiet">A pressed button is a fault that holds until it is pressed again.</p>
      ${section(
        "What goes wrong",
        o.others.map(({ label, isOn, on, off }) => row(label, isOn(faults), isOn(faults) ? off : on)),
      )}
      ${section(
        "Endpoints that refuse",
        o.endpoints.map((endpoint) => refusalToggles(faults, o.vendor, endpoint)),
      )}
      ${section(
        "Scopes that the app lacks",
        o.scopes.map((scope) =>
          row(scope, missingScopes.includes(scope), { missingScopes: turned(missingScopes, scope) }),
        ),
      )}
      ${(o.lists ?? []).map(({ title, name, values }) => {
        const names: readonly string[] = faults[name];
        return section(
          title,
          values.map((value) => row(value, names.includes(value), { [name]: turned(names, value) })),
        );
      })}
      ${section(
        "Webhooks that get lost",
        o.topics.map((topic) =>
          row(topic, webhooks.lostTopics.includes(topic), {
            webhooks: { lostTopics: turned(webhooks.lostTopics, topic) },
          }),
        ),
      )}`;
    return c.html(page({ standIn: o.standIn, title: "Faults", body }));
  });
}
