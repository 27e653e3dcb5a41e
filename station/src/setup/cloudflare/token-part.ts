import { APIError } from "cloudflare";
import { looked, type Part, type Problem, SetupTrouble, trouble } from "../part.ts";
import { asked, type CloudflareAccount } from "./cloudflare-account.ts";
import { lacking, type PermissionName } from "./permissions.ts";
import { zoneOf } from "./zone.ts";

/** Checks that the token is good, sees the account and its zone, and may do everything that setup and deploy need. */
export function tokenPart(account: CloudflareAccount, o: { wantsAccess: boolean }): Part {
  return {
    name: "Cloudflare: the API token",
    look: async () => {
      const bad = await tokenProblem(account);
      if (bad !== undefined) return trouble(bad);
      const problems = await problemsOf(account, o.wantsAccess);
      if (problems.length > 0) return trouble(...problems);
      return looked([
        `active, and may read all it needs of ${account.zone}; edits are tried when they are made`,
      ]);
    },
  };
}

/** What is wrong with the token itself; undefined when it is good. Tokens belong to a person or to an account. */
async function tokenProblem({ client, accountId }: CloudflareAccount): Promise<Problem | undefined> {
  const verified = await asked(
    "zone",
    client.user.tokens.verify().catch((error: unknown) => {
      if (!(error instanceof APIError) || error.status === undefined || error.status >= 500) throw error;
      return client.accounts.tokens.verify({ account_id: accountId }).catch(() => undefined);
    }),
  );
  if (verified?.status === "active") return undefined;
  return {
    what:
      verified === undefined
        ? "Cloudflare does not know the token of cloudflare.apiToken"
        : `Cloudflare's token is ${verified.status}`,
    cure: "Make a token at https://dash.cloudflare.com/profile/api-tokens and run setup with --ask cloudflare.",
  };
}

/** Reads once with each permission: every one that is missing is named, not just the first. */
async function problemsOf(account: CloudflareAccount, wantsAccess: boolean): Promise<Problem[]> {
  const { client, accountId: account_id } = account;
  const calls: [PermissionName, () => Promise<unknown>][] = [
    ["scripts", async () => client.workers.scripts.list({ account_id })],
    ["kv", async () => client.kv.namespaces.list({ account_id, per_page: 10 })],
    ["r2", async () => client.r2.buckets.list({ account_id })],
  ];
  if (wantsAccess)
    calls.push(
      ["accessTeam", async () => client.zeroTrust.organizations.list({ account_id })],
      ["accessApps", async () => client.zeroTrust.access.applications.list({ account_id })],
    );
  const zone = await problemOf("zone", () => zoneOf(account));
  const problems = zone.problem === undefined ? [] : [zone.problem];
  const zone_id = zone.value?.id;
  if (zone_id !== undefined)
    calls.push(
      ["dns", async () => client.dns.records.list({ zone_id, per_page: 5 })],
      ["routes", async () => client.workers.routes.list({ zone_id })],
      ["rules", async () => client.rulesets.list({ zone_id })],
    );
  for (const [permission, call] of calls) {
    const { problem } = await problemOf(permission, call);
    if (problem !== undefined && !problems.some(({ what }) => what === problem.what)) problems.push(problem);
  }
  return problems;
}

async function problemOf<T>(
  permission: PermissionName,
  call: () => Promise<T>,
): Promise<{ value?: T; problem?: Problem }> {
  try {
    return { value: await asked(permission, call()) };
  } catch (error) {
    if (error instanceof SetupTrouble) return { problem: { what: error.message, cure: error.cure } };
    return { problem: lacking(permission) };
  }
}
