import type { Env } from "../../env.ts";
import { deliveryOver } from "../../vendors/contentful/delivery.ts";
import type { EntryChange } from "../events/entry-change.ts";
import { contentfulSettings } from "../../settings.ts";

const DAY_MS = 24 * 3600_000;

/**
 * What is published of the events since yesterday, as if a webhook had told of each: webhooks that were lost (Contentful gives up
 * after a minute) are made good by it. What is missing here is not called withdrawn: an answer that is empty by mistake must not
 * take the whole schedule with it. Empty when Contentful does not answer; the next time it may.
 */
export async function publishedEvents(env: Env, nowMs: number): Promise<EntryChange[]> {
  const contentful = contentfulSettings(env);
  if (contentful.kind === "unset") return [];
  const answer = await deliveryOver(contentful.settings).readEvents(nowMs - DAY_MS);
  if (answer.kind !== "ok") return [];
  return answer.value.map(({ id, revision, createdAt, fields }) => ({
    entry: id,
    action: "publish",
    revision,
    createdAt,
    deletedAt: undefined,
    contentType: "event",
    fields,
    idempotencyKey: undefined,
  }));
}
