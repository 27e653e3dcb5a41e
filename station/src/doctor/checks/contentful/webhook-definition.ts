import { routes } from "@nonstop/contract/routes";
import type { WebhookCallOverviewProps, WebhookProps } from "contentful-management";
import { z } from "zod";
import type { Check } from "../../frame/check.ts";
import { bad, good, type Finding } from "../../frame/finding.ts";
import type { ContentfulAccess, Patient } from "../../patient.ts";
import { hear, managementClient } from "./clients.ts";

const ACTIONS = ["publish", "unpublish", "archive", "delete"];
/** The newest calls say how it is now; older ones may be from before a cure. */
const NEWEST = 5;

const MAKE = "Run setup: it makes the webhook with its address, topics and filters.";

type Definition = Pick<WebhookProps, "url" | "topics" | "active"> & { filters?: unknown };

const hasTopic = (topics: readonly string[], type: string, action: string): boolean =>
  topics.some((topic) => {
    const [ofType, ofAction] = topic.split(".");
    return (ofType === "*" || ofType === type) && (ofAction === "*" || ofAction === action);
  });

/** What is wrong with the definition that has our address. */
function judgeDefinition(definitions: readonly Definition[], url: string, environment: string): Finding[] {
  const definition = definitions.find((each) => each.url === url);
  if (definition === undefined) {
    const others = definitions.map((each) => each.url).join(", ");
    return [bad(`Contentful has no webhook to ${url}${others === "" ? "" : `, only to ${others}`}.`, MAKE)];
  }
  const findings: Finding[] = [];
  if (!definition.active)
    findings.push(bad("The webhook is switched off.", "Switch it on in Settings, Webhooks."));
  const missing = ACTIONS.filter((action) => !hasTopic(definition.topics, "Entry", action));
  if (missing.length > 0)
    findings.push(
      bad(`The webhook does not tell of ${missing.map((action) => `Entry.${action}`).join(", ")}.`, MAKE),
    );
  const named = environmentsIn(definition.filters);
  if (named !== undefined && !named.includes(environment))
    findings.push(
      bad(
        `The webhook tells of ${named.join(", ")}, and the station is of the environment ${environment}.`,
        MAKE,
      ),
    );
  return findings;
}

const Filters = z.array(
  z.looseObject({
    equals: z
      .tuple([z.object({ doc: z.string() }), z.string()])
      .optional()
      .catch(undefined),
    in: z
      .tuple([z.object({ doc: z.string() }), z.array(z.string())])
      .optional()
      .catch(undefined),
  }),
);
const ENVIRONMENT = "sys.environment.sys.id";

/** The environments that a definition's filters let through by name; undefined when they name none. */
function environmentsIn(filters: unknown): string[] | undefined {
  const named = (Filters.safeParse(filters).data ?? []).flatMap((filter) => [
    ...(filter.equals?.[0].doc === ENVIRONMENT ? [filter.equals[1]] : []),
    ...(filter.in?.[0].doc === ENVIRONMENT ? filter.in[1] : []),
  ]);
  return named.length === 0 ? undefined : named;
}

/** What Contentful's log of calls says: the newest ones decide. */
export function judgeCalls(
  calls: readonly Pick<WebhookCallOverviewProps, "statusCode" | "requestAt">[],
): Finding[] {
  const newest = calls.toSorted((a, b) => b.requestAt.localeCompare(a.requestAt)).slice(0, NEWEST);
  // A call that got no answer has no status, whatever the type says.
  const failed = newest.filter(({ statusCode }) => !((statusCode ?? 0) >= 200 && (statusCode ?? 0) < 300));
  const [last] = failed;
  if (last === undefined || failed.length < Math.ceil(newest.length / 2)) return [];
  const status = last.statusCode ?? 0;
  const cure =
    status === 401
      ? "The signing secrets differ: run setup again, and deploy."
      : status === 403
        ? "Cloudflare turns Contentful away: switch off Browser Integrity Check for /hooks (setup does it)."
        : "See whether the station answers at its name.";
  return [
    bad(
      `${failed.length} of Contentful's newest ${newest.length} calls failed, the last one with ${status === 0 ? "no answer" : status}.`,
      cure,
    ),
  ];
}

/** The webhook as Contentful has it: address, topics, secret, and how its calls went. */
export function webhookDefinitionCheck(patient: Patient, access: ContentfulAccess): Check {
  const url = patient.publicSite + routes.contentfulHook;
  return {
    group: "contentful",
    name: "webhook",
    run: async () => {
      const client = managementClient(access);
      const admin = "The management token must be an admin's: make one, and run setup again.";
      const definitions = await hear("read webhooks", admin, () =>
        client.webhook.getMany({ query: { limit: 100 } }),
      );
      if (definitions.kind === "refused") return [definitions.finding];
      const findings = judgeDefinition(definitions.value.items, url, access.environment);
      const secret = await hear(
        "read the signing secret of webhooks",
        "Run setup: it makes one. Without it webhooks are not signed, and the station refuses them.",
        () => client.webhook.getSigningSecret({}),
      );
      if (secret.kind === "refused") findings.push(secret.finding);
      else if (!access.webhookSecret.endsWith(secret.value.redactedValue))
        findings.push(
          bad("Contentful signs with another secret than the station knows.", "Run setup again, and deploy."),
        );
      const ours = definitions.value.items.find((each) => each.url === url);
      if (ours !== undefined) {
        const o = { webhookDefinitionId: ours.sys.id };
        const calls = await hear("read the webhook's calls", admin, () =>
          client.webhook.getManyCallDetails(o),
        );
        findings.push(...(calls.kind === "refused" ? [calls.finding] : judgeCalls(calls.value.items)));
      }
      return findings.length > 0
        ? findings
        : [good(`Contentful calls ${url} for what is published and withdrawn, signed.`)];
    },
  };
}
