import { z } from "zod";
import type { Faults } from "../server/faults.ts";
import type { Settings } from "../settings.ts";
import type { Kept, World } from "../server/world.ts";
import { App, stationsApp } from "./app.ts";
import { upgradeContentModel } from "./content-model-upgrade.ts";
import { ContentType } from "./content-type.ts";
import { EditorInterface } from "./editor-interface.ts";
import { Asset } from "./asset.ts";
import { Entry } from "./entry.ts";
import type { SpaceName } from "./entry-wire.ts";
import { LOCALE } from "./locales.ts";
import { seededContentTypes, seededEditorInterfaces } from "./seeded-content-types.ts";
import { ScheduledAction } from "./scheduled-action.ts";
import { SpaceWebhooks } from "./space-webhooks.ts";
import { WebhookDefinition } from "./webhook-definition.ts";

const Deletion = z.object({
  id: z.string(),
  contentType: z.string(),
  revision: z.int(),
  createdAt: z.string(),
  deletedAt: z.string(),
});

const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  accessToken: z.string(),
  environments: z.array(z.string()),
});
export type ApiKey = z.infer<typeof ApiKey>;

const SpaceState = z.object({
  contentTypes: z.record(z.string(), ContentType),
  /** By content type. */
  editorInterfaces: z.record(z.string(), EditorInterface).default({}),
  entries: z.record(z.string(), Entry),
  assets: z.record(z.string(), Asset).default({}),
  webhooks: z.record(z.string(), WebhookDefinition),
  signingSecret: z.string().optional(),
  maxRetries: z.int().default(2),
  /** By id. */
  apps: z.record(z.string(), App).default({}),
  /** Other names of the environment, by which it can be reached as well. */
  aliases: z.array(z.string()).default([]),
  /** Delivery keys that were made through the API. */
  apiKeys: z.array(ApiKey).default([]),
  scheduledActions: z.array(ScheduledAction).default([]),
  /** Entries that were unpublished or deleted, for sync. */
  deletions: z.array(Deletion),
});
export type SpaceState = z.infer<typeof SpaceState>;

/** Everything that the routes and pages of Contentful work on. */
export type Space = {
  settings: Settings["contentful"];
  name: SpaceName;
  state: Kept<SpaceState>;
  webhooks: SpaceWebhooks;
  faults: () => Faults;
  nowMs: () => number;
  /** What webhooks say beside all else while something is done in another's name. */
  hookHeaders?: Readonly<Record<string, string>>;
  /** The address of this server. */
  origin: string;
  close: () => void;
};

/** Opens the space as it was left. A new space has the station's content model and its webhook, unless it is to be empty. */
export function openContentful(
  settings: Pick<Settings, "publicUrl" | "contentful">,
  world: World,
  faults: () => Faults,
  origin: string,
): Space {
  const now = new Date(world.nowMs()).toISOString();
  const seededWebhook = {
    id: "nonstop",
    version: 0,
    createdAt: now,
    updatedAt: now,
    name: "Nonstop",
    url: `${settings.publicUrl}/hooks/contentful`,
    // There is no save topic, because the station's own writes must not call it again.
    topics: ["Entry.publish", "Entry.unpublish", "Entry.archive", "Entry.delete"],
    filters: null,
    headers: [],
    active: true,
  };
  const state = world.keep("contentful", SpaceState, (): SpaceState => ({
    contentTypes: settings.contentful.isEmpty === true ? {} : seededContentTypes(now),
    editorInterfaces: settings.contentful.isEmpty === true ? {} : seededEditorInterfaces(),
    entries: {},
    assets: {},
    webhooks: {},
    maxRetries: 2,
    apps: {},
    aliases: [],
    apiKeys: [],
    scheduledActions: [],
    deletions: [],
  }));
  if (settings.contentful.isEmpty !== true) {
    upgradeContentModel(state.value, now);
    // The station may have another port or another secret since this space was left.
    state.value.webhooks["nonstop"] = {
      ...seededWebhook,
      ...state.value.webhooks["nonstop"],
      url: seededWebhook.url,
    };
    state.value.signingSecret = settings.contentful.webhookSecret;
    installStationsApp(state.value, settings, now);
  }
  const webhooks = new SpaceWebhooks({
    definitions: () => Object.values(state.value.webhooks),
    secret: () => state.value.signingSecret,
    maxRetries: () => state.value.maxRetries,
    faults: () => faults().webhooks,
    world,
  });
  return {
    settings: settings.contentful,
    name: { space: settings.contentful.space, environment: settings.contentful.environment, locale: LOCALE },
    state,
    webhooks,
    faults,
    nowMs: world.nowMs,
    origin,
    close: () => {
      webhooks.close();
      state.flush();
    },
  };
}

/** The station's app as setup leaves it, beside each event. */
function installStationsApp(
  state: SpaceState,
  { publicUrl, contentful }: Pick<Settings, "publicUrl" | "contentful">,
  now: string,
): void {
  const { appSecret } = contentful;
  const editor = state.editorInterfaces["event"];
  if (appSecret === undefined || editor === undefined) return;
  const app = stationsApp({ publicUrl, secret: appSecret, now });
  state.apps[app.id] = app;
  editor["sidebar"] ??= [{ widgetNamespace: "app", widgetId: app.id }];
}
