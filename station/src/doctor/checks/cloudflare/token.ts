import Cloudflare, { APIError } from "cloudflare";
import type { Check } from "../../frame/check.ts";
import { bad, good, type Finding } from "../../frame/finding.ts";
import { PERMISSIONS } from "../../../setup/cloudflare/permissions.ts";
import type { CloudflareAccess } from "../../patient.ts";

/** What the token has to be allowed, with a call that only reads. Writing what setup makes takes the same as "Edit". */
type Probe = { permission: string; ask: (client: Cloudflare) => PromiseLike<unknown> };

function probesOf({ accountId: account_id, zoneId: zone_id }: CloudflareAccess, hasAccess: boolean): Probe[] {
  const ofZone: Probe[] =
    zone_id === undefined
      ? []
      : [
          { permission: PERMISSIONS.zone, ask: (client) => client.zones.get({ zone_id }) },
          { permission: PERMISSIONS.dns, ask: (client) => client.dns.records.list({ zone_id }) },
          {
            permission: PERMISSIONS.routes,
            ask: (client) => client.workers.routes.list({ zone_id }),
          },
          { permission: PERMISSIONS.rules, ask: (client) => client.rulesets.list({ zone_id }) },
        ];
  return [
    {
      permission: PERMISSIONS.scripts,
      ask: (client) => client.workers.scripts.list({ account_id }),
    },
    {
      permission: PERMISSIONS.kv,
      ask: (client) => client.kv.namespaces.list({ account_id }),
    },
    {
      permission: PERMISSIONS.r2,
      ask: (client) => client.r2.buckets.list({ account_id }),
    },
    ...ofZone,
    ...(hasAccess
      ? [
          {
            permission: PERMISSIONS.accessApps,
            ask: (client: Cloudflare) => client.zeroTrust.access.applications.list({ account_id }),
          },
        ]
      : []),
  ];
}

const CURE = "In Cloudflare, My Profile, API Tokens: edit the token, and run setup again if it is a new one.";

/** Whether the token is good, and may do what setup and deploy do with it. */
export function cloudflareTokenCheck(
  access: CloudflareAccess,
  o: { hasAccess: boolean; fetch?: typeof fetch },
): Check {
  return {
    group: "cloudflare",
    name: "token",
    run: async () => {
      const client = new Cloudflare({
        apiToken: access.apiToken,
        maxRetries: 0,
        timeout: 8000,
        ...(access.apiUrl === undefined ? {} : { baseURL: access.apiUrl }),
        ...(o.fetch === undefined ? {} : { fetch: o.fetch }),
      });
      const verified = await tried(() => verify(client, access.accountId));
      if (verified !== undefined) return [findingOf(verified, "Cloudflare does not take the token")];
      const probes = probesOf(access, o.hasAccess);
      const findings = await Promise.all(
        probes.map(async ({ permission, ask }) => {
          const error = await tried(() => ask(client));
          return error === undefined ? [] : [findingOf(error, `The token lacks ${permission}`)];
        }),
      );
      const wrong = findings.flat();
      return wrong.length > 0
        ? wrong
        : [good(`The token is good, and has ${probes.length} permissions that setup and deploy need.`)];
    },
  };
}

/** A token is a user's or the account's own. */
async function verify(client: Cloudflare, account_id: string): Promise<void> {
  const ofUser = await tried(() => client.user.tokens.verify());
  if (ofUser === undefined) return;
  const ofAccount = await tried(() => client.accounts.tokens.verify({ account_id }));
  if (ofAccount !== undefined) throw ofUser;
}

async function tried(ask: () => PromiseLike<unknown>): Promise<Error | undefined> {
  try {
    await ask();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error("unknown");
  }
}

function findingOf(error: Error, says: string): Finding {
  const status = error instanceof APIError ? error.status : undefined;
  if (status === undefined)
    return bad(
      "Cloudflare's API does not answer.",
      "See https://www.cloudflarestatus.com, and whether this machine reaches it.",
    );
  if (status === 429)
    return bad("Cloudflare's API is asked too often.", "Wait five minutes, and run it again.");
  const code = error instanceof APIError ? error.errors[0]?.code : undefined;
  return bad(`${says} (${code ?? status}).`, CURE);
}
