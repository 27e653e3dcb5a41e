import { WORKERS, type WorkerName } from "@nonstop/contract/worker-of-path";
import { type Change, type Look, looked, type Part } from "../part.ts";
import type { SetupContext } from "../parts.ts";
import { asked, type CloudflareAccount, found } from "./cloudflare-account.ts";
import { workerName } from "./development-config.ts";
import { valuesOf } from "./worker-settings.ts";

/**
 * The secrets of Workers that are deployed: those that one lacks are given to it in bulk. A Worker that is not there yet gets its
 * secrets with its deployment. Values cannot be read back, so a changed one goes with the next deployment.
 */
export function secretsPart(
  { client, accountId: account_id }: CloudflareAccount,
  context: SetupContext,
): Part {
  const { scripts } = client.workers;
  const valuesNow = (worker: WorkerName): Record<string, string> =>
    valuesOf(worker, "secrets", { ...context, made: context.folder.made, secrets: context.folder.secrets });
  /** Undefined while the Worker is not deployed. */
  const missingOf = async (worker: WorkerName): Promise<string[] | undefined> => {
    const listed = await found(
      "scripts",
      Promise.resolve(scripts.secrets.list(workerName(worker), { account_id })),
    );
    if (listed === undefined) return undefined;
    const there = new Set(listed.result.map(({ name }) => name));
    return Object.keys(valuesNow(worker)).filter((name) => !there.has(name));
  };
  const give = async (worker: WorkerName): Promise<void> => {
    const values = valuesNow(worker);
    const names = (await missingOf(worker)) ?? [];
    const secrets = Object.fromEntries(
      names.map((name) => [name, { name, text: values[name] ?? "", type: "secret_text" as const }]),
    );
    await asked("scripts", scripts.secrets.bulkUpdate(workerName(worker), { account_id, secrets }));
  };
  const look = async (): Promise<Look> => {
    const says: string[] = [];
    const changes: Change[] = [];
    for (const worker of WORKERS) {
      const missing = await missingOf(worker);
      if (missing === undefined)
        says.push(`${workerName(worker)} is not deployed yet: its secrets go with it`);
      else if (missing.length === 0) says.push(`${workerName(worker)} has its secrets`);
      else
        changes.push({ what: `give ${workerName(worker)} ${missing.join(", ")}`, apply: () => give(worker) });
    }
    return looked(says, changes);
  };
  return { name: "Cloudflare: the Workers' secrets", look };
}
