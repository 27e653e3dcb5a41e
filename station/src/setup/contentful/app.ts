import { routes } from "@nonstop/contract/routes";
import { type AppDefinitionProps, editorInterfaceDefaults } from "contentful-management";
import { z } from "zod";
import { type Change, looked, type Part, SetupTrouble } from "../part.ts";
import type { StationFolder } from "../station-folder.ts";
import { answerOrRefusal, asked, type SpaceClient } from "./space-client.ts";

const SECRET = "CONTENTFUL_APP_SECRET";
const EVENT = "event";
const BESIDE = { location: "entry-sidebar" } as const;
/** Beside an entry stands little of what the entry itself does not say: a station without the app is a whole one. */
const WITHOUT =
  "the app beside entries is not set up, and is not needed: the entry's own fields say the same. Only an admin or developer of the organization defines apps: run setup once with a token of theirs to have it";

const Space = z.object({
  sys: z.object({ organization: z.object({ sys: z.object({ id: z.string() }) }) }),
});
const Redacted = z.object({ redactedValue: z.string() });
type Client = SpaceClient["client"];
type Place = { client: Client; organizationId: string; folder: StationFolder; name: string; src: string };

/**
 * The app that stands beside events: its definition in the organization, the secret that signs its requests, its installation in the
 * station's environment, and its place in the editor of events.
 */
export function sidebarApp({ client }: SpaceClient, station: { host: string }, folder: StationFolder): Part {
  const src = `https://${station.host}${routes.sidebarPage}`;
  const name = `Nonstop (${station.host})`;
  return {
    name: "Contentful: app beside events",
    look: async () => {
      const space = Space.safeParse(await asked(() => client.space.get({})));
      if (!space.success) return looked([WITHOUT]);
      const organizationId = space.data.sys.organization.sys.id;
      const found = await answerOrRefusal(() => client.appDefinition.getMany({ organizationId }));
      if (found.kind === "refused") {
        if ([401, 403, 404].includes(found.refusal.status ?? 0)) return looked([WITHOUT]);
        throw found.refusal;
      }
      const { items } = found.value;
      const app = items.find((each) => each.src === src) ?? items.find((each) => each.name === name);
      const place = { client, organizationId, folder, name, src };
      if (app === undefined) return looked([], [makeAll(place)]);
      const changes = await changesOf(place, app);
      return looked(changes.length === 0 ? [`${app.name} stands beside events`] : [], changes);
    },
  };
}

function makeAll(place: Place): Change {
  const { client, organizationId, name, src } = place;
  return {
    what: `define the app ${name}, install it, and put it beside events`,
    apply: async () => {
      const app = await asked(() =>
        client.appDefinition.create({ organizationId }, { name, src, locations: [BESIDE] }),
      );
      for (const change of await changesOf(place, app)) await change.apply();
    },
  };
}

/** What is not as it should be with an app that is there. People may have added locations of their own. */
async function changesOf(place: Place, app: AppDefinitionProps): Promise<Change[]> {
  const changes = [definition(place, app), await secret(place, app), await installation(place, app)];
  return [...changes, await assignment(place, app)].filter((change) => change !== undefined);
}

function definition({ client, organizationId, src }: Place, app: AppDefinitionProps): Change | undefined {
  const isBeside = app.locations?.some(({ location }) => location === BESIDE.location) === true;
  if (app.src === src && isBeside) return undefined;
  const locations = [...(app.locations ?? []), ...(isBeside ? [] : [BESIDE])];
  return {
    what: `put right the app ${app.name}: its address is ${src}, beside entries`,
    apply: async () => {
      const at = { organizationId, appDefinitionId: app.sys.id };
      await asked(() => client.appDefinition.update(at, { ...app, src, locations }));
    },
  };
}

async function secret(place: Place, app: AppDefinitionProps): Promise<Change | undefined> {
  const { client, organizationId, folder } = place;
  const at = { organizationId, appDefinitionId: app.sys.id };
  const answer = await answerOrRefusal(() => client.appSigningSecret.get(at));
  if (answer.kind === "refused" && answer.refusal.status !== 404) throw answer.refusal;
  const shown = answer.kind === "answer" ? Redacted.parse(answer.value).redactedValue.slice(-4) : "";
  const ours = folder.secrets[SECRET];
  if (ours !== undefined && shown !== "" && ours.endsWith(shown)) return undefined;
  return {
    what: "set the secret that Contentful signs the app's requests with",
    apply: async () => {
      const value = folder.secrets[SECRET];
      if (value === undefined)
        throw new SetupTrouble({ what: `There is no ${SECRET}`, cure: "Run setup again: it makes one." });
      await asked(() => client.appSigningSecret.upsert(at, { value }));
    },
  };
}

async function installation({ client }: Place, app: AppDefinitionProps): Promise<Change | undefined> {
  const at = { appDefinitionId: app.sys.id };
  const answer = await answerOrRefusal(() => client.appInstallation.get(at));
  if (answer.kind === "answer") return undefined;
  if (answer.refusal.status !== 404) throw answer.refusal;
  return {
    what: `install the app ${app.name} in the environment`,
    apply: async () => void (await asked(() => client.appInstallation.upsert(at, { parameters: {} }))),
  };
}

async function assignment({ client }: Place, app: AppDefinitionProps): Promise<Change | undefined> {
  const at = { contentTypeId: EVENT };
  const isThere = (widgets: readonly { widgetNamespace: string; widgetId: string }[] | undefined): boolean =>
    widgets?.some((each) => each.widgetNamespace === "app" && each.widgetId === app.sys.id) === true;
  const answer = await answerOrRefusal(() => client.editorInterface.get(at));
  // The content type may be made by this very run.
  if (answer.kind === "refused" && answer.refusal.status !== 404) throw answer.refusal;
  if (answer.kind === "answer" && isThere(answer.value.sidebar)) return undefined;
  return {
    what: `put the app ${app.name} beside events`,
    apply: async () => {
      const editor = await asked(() => client.editorInterface.get(at));
      // Without a list of its own the sidebar has Contentful's widgets: they stay.
      const present = editor.sidebar ?? builtInWidgets();
      const widget = { widgetNamespace: "app", widgetId: app.sys.id, settings: {} };
      if (!isThere(present))
        await asked(() => client.editorInterface.update(at, { ...editor, sidebar: [widget, ...present] }));
    },
  };
}

function builtInWidgets(): { widgetNamespace: string; widgetId: string }[] {
  const { SidebarEntryConfiguration: widgets } = editorInterfaceDefaults.default;
  return widgets.map(({ widgetNamespace, widgetId }) => ({ widgetNamespace, widgetId }));
}
