import { CONTENT_MODEL } from "@nonstop/content-model/content-model";
import { routes } from "@nonstop/contract/routes";
import type { CreateWebhooksProps, WebhookProps } from "contentful-management";
import { z } from "zod";
import { type Change, looked, type Part, SetupTrouble } from "../part.ts";
import { answerOrRefusal, asked, type ContentfulAnswers, type SpaceClient } from "./space-client.ts";

/** The station's own writes are saves: to hear of them would be to hear of itself. */
const TOPICS = ["Entry.publish", "Entry.unpublish", "Entry.archive", "Entry.delete"];
const Aliased = z.object({
  sys: z.object({
    aliases: z.array(z.object({ sys: z.object({ id: z.string() }) })).default([]),
    aliasedEnvironment: z.object({ sys: z.object({ id: z.string() }) }).optional(),
  }),
});

/** Makes the webhook that tells the station what is published, or puts it right. Other webhooks of the space are left alone. */
export function webhook(
  answers: ContentfulAnswers,
  { client }: SpaceClient,
  station: { host: string },
): Part {
  const url = `https://${station.host}${routes.contentfulHook}`;
  const name = `Nonstop (${station.host})`;
  return {
    name: "Contentful: webhook",
    look: async () => {
      const wanted = await wantedWebhook(answers, client, { url, name });
      const { items } = await asked(() => client.webhook.getMany({ query: { limit: 100 } }));
      const present = items.find((each) => each.url === url) ?? items.find((each) => each.name === name);
      const change =
        present === undefined ? make(client, wanted, items.length) : mend(client, wanted, present);
      if (change !== undefined) return looked([], [change]);
      return looked([
        `it calls ${url} for ${TOPICS.map((topic) => topic.replace("Entry.", "")).join(", ")}`,
        ...(await healthOf(client, present)),
        "a call that fails is tried twice more within a minute; the station looks for what it missed every five minutes",
      ]);
    },
  };
}

/** A filter on what a payload lacks mutes the call: all payloads of entries tell their content type and environment. */
async function wantedWebhook(
  { environment }: ContentfulAnswers,
  client: SpaceClient["client"],
  { url, name }: { url: string; name: string },
): Promise<CreateWebhooksProps> {
  const { sys } = Aliased.parse(await asked(() => client.environment.get({})));
  const names = [...sys.aliases.map((each) => each.sys.id), sys.aliasedEnvironment?.sys.id ?? []].flat();
  const [firstType, ...types] = CONTENT_MODEL.map(({ id }) => id);
  return {
    name,
    url,
    topics: TOPICS,
    filters: [
      // A change is told under the name by which it was made.
      { in: [{ doc: "sys.environment.sys.id" }, [environment, ...[...new Set(names)].sort()]] },
      { in: [{ doc: "sys.contentType.sys.id" }, [firstType ?? "event", ...types]] },
    ],
    headers: [],
    active: true,
  };
}

function make(client: SpaceClient["client"], wanted: CreateWebhooksProps, others: number): Change {
  return {
    what: `make the webhook ${wanted.name}, which calls ${wanted.url}`,
    apply: async () => {
      const answer = await answerOrRefusal(() => client.webhook.create({}, wanted));
      if (answer.kind === "answer") return;
      const { refusal } = answer;
      const isFull = refusal.status === 403 || refusal.name === "UsageExceeded";
      throw new SetupTrouble({
        what: `The webhook could not be made: ${refusal.message}`,
        cure: isFull
          ? `The space has ${others} webhooks, and its plan may allow no more (20 on the free one): remove one that nobody needs (Settings, Webhooks), and run setup again.`
          : "Run setup again.",
      });
    },
  };
}

/** Puts right what is not as it should be, and keeps what people added. Undefined when all is. */
function mend(
  client: SpaceClient["client"],
  wanted: CreateWebhooksProps,
  present: WebhookProps,
): Change | undefined {
  const missing = TOPICS.filter((topic) => !hears(present.topics, topic));
  const wrong = [
    present.url === wanted.url ? [] : ["its address"],
    missing.length === 0 ? [] : ["its topics"],
    JSON.stringify(present.filters ?? []) === JSON.stringify(wanted.filters) ? [] : ["its filters"],
    present.active ? [] : ["that it is switched off"],
    // The signature is over what is sent, and the station reads entries as Contentful writes them.
    present.transformation === undefined || isNothing(present.transformation) ? [] : ["its transformation"],
  ].flat();
  if (wrong.length === 0) return undefined;
  return {
    what: `put right the webhook ${present.name}: ${wrong.join(", ")}`,
    apply: async () => {
      const { transformation: _transformation, ...rest } = present;
      const topics = missing.length === 0 ? present.topics : [...present.topics, ...missing];
      const { url, filters } = wanted;
      await asked(() =>
        client.webhook.update(
          { webhookDefinitionId: present.sys.id },
          { ...rest, topics, url, active: true, ...(filters === undefined ? {} : { filters }) },
        ),
      );
    },
  };
}

const isNothing = (value: unknown): boolean =>
  value === null || (typeof value === "object" && Object.keys(value).length === 0);

function hears(topics: readonly string[], topic: string): boolean {
  const [type, action] = topic.split(".");
  return topics.some((each) => [topic, "*.*", `${type}.*`, `*.${action}`].includes(each));
}

async function healthOf(client: SpaceClient["client"], present: WebhookProps | undefined): Promise<string[]> {
  if (present === undefined) return [];
  const health = await answerOrRefusal(() =>
    client.webhook.getHealthStatus({ webhookDefinitionId: present.sys.id }),
  );
  if (health.kind === "refused") return [];
  const { total, healthy } = health.value.calls;
  return total === 0
    ? ["it has called nobody yet"]
    : [`${healthy} of its last ${total} calls were answered well`];
}
