import { createClient } from "contentful";
import { AiringId } from "@nonstop/contract/names";
import { z } from "zod";
import type { Delivery, LinkedEntry, PublishedEvent } from "../../schedule/ports/delivery.ts";
import type { ContentfulSettings } from "../../settings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import { AnswerWatch } from "./answer-watch.ts";
import { picturesOf, readPictures } from "./pictures.ts";
import { clientSettings } from "./client-settings.ts";

type Client = ReturnType<typeof createClient>;

const Entries = z.object({
  total: z.int(),
  items: z.array(
    z.object({
      sys: z.object({
        id: z.string(),
        revision: z.int(),
        contentType: z.object({ sys: z.object({ id: z.string() }) }),
      }),
      fields: z.record(z.string(), z.unknown()),
    }),
  ),
});
const Event = z
  .object({
    sys: z.object({
      id: AiringId,
      revision: z.int(),
      createdAt: z.string().default(""),
      updatedAt: z.string().default(""),
    }),
    fields: z.record(z.string(), z.record(z.string(), z.unknown())),
  })
  .transform(({ sys, fields }): PublishedEvent => ({ ...sys, fields }));
const Changes = z.object({
  entries: z.array(z.unknown()),
  deletedEntries: z.array(z.unknown()).default([]),
  nextSyncToken: z.string().min(1),
});
const Published = z
  .object({
    sys: z.object({
      id: z.string(),
      revision: z.int(),
      createdAt: z.string().default(""),
      updatedAt: z.string().default(""),
      contentType: z.object({ sys: z.object({ id: z.string() }) }),
    }),
    fields: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  })
  .transform(({ sys: { contentType, ...sys }, fields }) => ({
    ...sys,
    contentType: contentType.sys.id,
    fields,
  }));
const Gone = z
  .object({
    sys: z.object({ id: z.string(), revision: z.int().optional(), deletedAt: z.string().optional() }),
  })
  .transform(({ sys: { id, revision, deletedAt } }) => ({ id, revision, deletedAt }));
const Page = z.object({ total: z.int(), items: z.array(z.unknown()) });

/** Small enough for Contentful's largest answer, whatever is in the events. */
const PAGE = 100;
const MAX_PAGES = 20;
const STANDING_TYPES = ["studio", "encoder", "show", "person", "recording", "collection", "programming"];
const STANDING_PAGE = 200;
const MAX_STANDING_PAGES = 50;

/** Reads published entries through the official client; those that are not published are missing from the answer. */
export function contentfulDelivery(settings: ContentfulSettings): Delivery {
  return {
    readEntries(ids) {
      if (ids.length === 0) return Promise.resolve({ kind: "ok", value: new Map() });
      return asked(settings, async (client) => {
        const query = { "sys.id[in]": [...ids], include: 0 as const, limit: 100 };
        const answer = Entries.parse(await client.withoutLinkResolution.getEntries(query));
        return new Map(answer.items.map((item) => [item.sys.id, linkedEntry(item)]));
      });
    },
    readStanding() {
      return asked(settings, async (client) => {
        const entries = await readStandingEntries(client);
        return { entries, pictures: await readPictures(client, picturesOf(entries), settings.insecure) };
      });
    },
    readEvents(sinceMs) {
      const since = new Date(sinceMs).toISOString();
      return asked(settings, async (client) => {
        const events: PublishedEvent[] = [];
        for (let page = 0; page < MAX_PAGES; page += 1) {
          const answer = Page.parse(
            await client.withAllLocales.withoutLinkResolution.getEntries({
              content_type: "event",
              "fields.startsAt[gte]": since,
              order: ["fields.startsAt", "sys.id"],
              include: 0,
              skip: page * PAGE,
              limit: PAGE,
            }),
          );
          // One that cannot be read is no reason to leave out the others.
          events.push(...answer.items.flatMap((item) => Event.safeParse(item).data ?? []));
          if ((page + 1) * PAGE >= answer.total) break;
        }
        return events;
      });
    },
    readChanges(cursor) {
      return asked(settings, async (client) => {
        const query = cursor === undefined ? { initial: true as const } : { nextSyncToken: cursor };
        const answer = Changes.parse(await client.withoutLinkResolution.sync(query));
        return {
          published: answer.entries.flatMap((entry) => Published.safeParse(entry).data ?? []),
          gone: answer.deletedEntries.flatMap((entry) => Gone.safeParse(entry).data ?? []),
          cursor: answer.nextSyncToken,
        };
      });
    },
  };
}

async function readStandingEntries(client: Client): Promise<LinkedEntry[]> {
  const entries: LinkedEntry[] = [];
  for (let page = 0; page < MAX_STANDING_PAGES; page += 1) {
    // By `content_type` a space that lacks one of them would refuse the query.
    const query = {
      "sys.contentType.sys.id[in]": STANDING_TYPES,
      order: ["sys.id" as const],
      include: 0 as const,
      skip: page * STANDING_PAGE,
      limit: STANDING_PAGE,
    };
    const answer = Entries.parse(await client.withoutLinkResolution.getEntries(query));
    entries.push(...answer.items.map(linkedEntry));
    if (entries.length >= answer.total || answer.items.length === 0) break;
  }
  return entries;
}

async function asked<T>(
  settings: ContentfulSettings,
  ask: (client: Client) => Promise<T>,
): Promise<VendorAnswer<T>> {
  const watch = new AnswerWatch();
  const client = createClient({
    space: settings.space,
    environment: settings.environment,
    accessToken: settings.deliveryToken,
    host: settings.deliveryHost,
    ...clientSettings(settings, watch),
  });
  try {
    return { kind: "ok", value: await ask(client) };
  } catch {
    const problem = watch.problem(Date.now());
    return problem.kind === "conflict" ? { kind: "retry", message: "Contentful answers 409." } : problem;
  }
}

function linkedEntry(item: z.infer<typeof Entries>["items"][number]): LinkedEntry {
  const { id, revision, contentType } = item.sys;
  const { zoomHostUser: meetingHost, ...fields } = item.fields;
  return { id, revision, contentType: contentType.sys.id, fields: { ...fields, meetingHost } };
}
