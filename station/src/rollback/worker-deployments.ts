import type { WorkerName } from "@nonstop/contract/worker-of-path";
import { z } from "zod";
import { asked, type CloudflareAccount, found } from "../setup/cloudflare/cloudflare-account.ts";
import { workerName } from "../setup/cloudflare/development-config.ts";
import type { Deployed, History, Return } from "./plan-rollback.ts";

/** Says in the account why a version was deployed. */
const MESSAGE = "pnpm run rollback";

// The SDK takes the answer for a page of lists.
const Answer = z.object({
  deployments: z.array(
    z.object({
      created_on: z.string(),
      versions: z.array(z.object({ version_id: z.string(), percentage: z.number() })),
    }),
  ),
});

/** A Worker's deployments, those left out in which several versions shared the traffic. Throws SetupTrouble. */
export async function historyOf(
  { client, accountId: account_id }: CloudflareAccount,
  worker: WorkerName,
): Promise<History> {
  const list = client.workers.scripts.deployments.list(workerName(worker), { account_id });
  const page = await found("scripts", list);
  const told = page === undefined ? [] : Answer.parse(page.result).deployments;
  const deployments = told.flatMap(({ created_on, versions: [one] }): Deployed[] =>
    one?.percentage === 100 ? [{ atMs: Date.parse(created_on), version: one.version_id }] : [],
  );
  return { worker, deployments: deployments.toSorted((a, b) => b.atMs - a.atMs) };
}

/** Gives all traffic of a Worker to an earlier version. Throws SetupTrouble. */
export async function returnTo(
  { client, accountId: account_id }: CloudflareAccount,
  { worker, to }: Pick<Return, "worker" | "to">,
): Promise<void> {
  await asked(
    "scripts",
    client.workers.scripts.deployments.create(workerName(worker), {
      account_id,
      strategy: "percentage",
      versions: [{ version_id: to, percentage: 100 }],
      annotations: { "workers/message": MESSAGE },
    }),
  );
}
