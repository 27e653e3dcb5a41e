import { WORKERS, type WorkerName } from "@nonstop/contract/worker-of-path";
import type { CloudflareAccount } from "../setup/cloudflare/cloudflare-account.ts";
import { problemsInWords, SetupTrouble } from "../setup/part.ts";
import { planRollback, type Return } from "./plan-rollback.ts";
import { historyOf, returnTo } from "./worker-deployments.ts";

/** Where a rollback speaks, and who agrees to it. */
export type RollbackHost = { say: (line: string) => void; agree: () => Promise<boolean> };

/** Undoes the last deployment, or says why it does not. `done` also when nobody agreed: nothing was changed then. */
export async function runRollback(
  account: CloudflareAccount,
  { say, agree }: RollbackHost,
  o: { only: readonly WorkerName[]; plan: boolean },
): Promise<"done" | "trouble"> {
  const returned: WorkerName[] = [];
  try {
    const histories = await Promise.all(WORKERS.map((worker) => historyOf(account, worker)));
    const plan = planRollback(histories, o.only);
    if (plan.kind === "nothing") {
      say(plan.why);
      return "trouble";
    }
    for (const one of plan.returns) say(inWords(one));
    if (o.plan || !(await agree())) {
      say("Nothing was changed.");
      return "done";
    }
    for (const one of plan.returns) {
      await returnTo(account, one);
      returned.push(one.worker);
      say(`${one.worker} runs ${short(one.to)} again.`);
    }
    return "done";
  } catch (error) {
    if (!(error instanceof SetupTrouble)) throw error;
    say(problemsInWords([{ what: error.message, cure: error.cure }]));
    say(returned.length === 0 ? "Nothing was changed." : `Gone back: ${returned.join(", ")}. Run it again.`);
    return "trouble";
  }
}

function inWords({ worker, from, sinceMs, to, toMs }: Return): string {
  return `${worker}: from ${short(from)} of ${dated(sinceMs)} back to ${short(to)} of ${dated(toMs)}`;
}

const short = (version: string): string => version.slice(0, 8);
const dated = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
