import { createClient, type PlainClientAPI } from "contentful-management";
import { CONTENTFUL_SPACE } from "./edge/stand-in-bindings.ts";
import type { Station } from "./station.ts";

const LOCALE = "en-US";

/** An event as the programming team types it into Contentful. Times are Unix seconds. */
export type EventDraft = {
  id: string;
  title: string;
  slug: string;
  summary: string;
  kind: "live" | "film" | "premiere" | "replay" | "block" | "slate";
  startsAt: number;
  endsAt: number;
  timezone: string;
  presenters?: readonly string[];
  recording?: string;
  /** What a block takes its pieces from. */
  collection?: string;
  /** Whole hours after its start, as people write them. */
  airsAgainAfterHours?: readonly string[];
  planB?: string;
  studio?: string;
  encoder?: string;
  /** Address to pull from, for an event to which nobody publishes. */
  source?: string;
};

/** A link to an entry, as it stands in a field. */
export const link = (id: string): object => ({ sys: { type: "Link", linkType: "Entry", id } });
/** A link to a picture. */
export const pictureLink = (id: string): object => ({ sys: { type: "Link", linkType: "Asset", id } });
const iso = (second: number): string => new Date(second * 1000).toISOString();
const localised = (fields: Record<string, unknown>): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, { [LOCALE]: value }]),
  );

/** Does what people do in Contentful, through the official client. */
export class ProgrammingTeam {
  #client: PlainClientAPI;

  constructor(station: Pick<Station, "urls" | "secrets">) {
    this.#client = createClient(
      {
        accessToken: station.secrets.CONTENTFUL_CMA_TOKEN,
        host: new URL(station.urls.contentful).host,
        insecure: true,
      },
      { defaults: { spaceId: CONTENTFUL_SPACE, environmentId: "master" } },
    );
  }

  /** Creates an entry or replaces its fields, and publishes it. Fields that the station owns are kept. */
  async publish(contentTypeId: string, entryId: string, fields: Record<string, unknown>): Promise<void> {
    const entry = this.#client.entry;
    const existing = await entry.get({ entryId }).catch(() => undefined);
    const written =
      existing === undefined
        ? await entry.createWithId({ contentTypeId, entryId }, { fields: localised(fields) })
        : await entry.update(
            { entryId },
            { ...existing, fields: { ...existing.fields, ...localised(fields) } },
          );
    await entry.publish({ entryId }, written);
  }

  /** Uploads a picture and publishes it. Contentful's stand-in draws it: a portrait where the file's name says so. */
  async picture(assetId: string, title: string, fileName: string): Promise<void> {
    const { asset } = this.#client;
    if ((await asset.get({ assetId }).catch(() => undefined)) !== undefined) return;
    const file = { fileName, contentType: "image/png", upload: `https://pictures.example/${fileName}` };
    const fields = { title: { [LOCALE]: title }, description: {}, file: { [LOCALE]: file } };
    const made = await asset.createWithId({ assetId }, { fields });
    const processed = await asset.processForAllLocales({}, made);
    await asset.publish({ assetId }, processed);
  }

  /** Publishes an event. */
  async publishEvent(draft: EventDraft): Promise<void> {
    await this.publish("event", draft.id, {
      title: draft.title,
      slug: draft.slug,
      summary: draft.summary,
      kind: draft.kind,
      startsAt: iso(draft.startsAt),
      endsAt: iso(draft.endsAt),
      timezone: draft.timezone,
      presenters: draft.presenters?.map(link),
      recording: draft.recording === undefined ? undefined : link(draft.recording),
      collection: draft.collection === undefined ? undefined : link(draft.collection),
      airsAgainAfterHours: draft.airsAgainAfterHours,
      planB: draft.planB === undefined ? undefined : link(draft.planB),
      source: draft.source,
      studio: draft.studio === undefined ? undefined : link(draft.studio),
      encoder: draft.encoder === undefined ? undefined : link(draft.encoder),
    });
  }

  /** Unpublishes an event. */
  async unpublishEvent(entryId: string): Promise<void> {
    await this.#client.entry.unpublish({ entryId });
  }

  /** One field of an entry, as a person who may edit sees it. */
  async field(entryId: string, name: string): Promise<unknown> {
    const entry = await this.#client.entry.get({ entryId });
    const values: Record<string, unknown> | undefined = entry.fields[name];
    return values?.[LOCALE];
  }
}
