import type { WorkerName } from "@nonstop/contract/worker-of-path";
import { DEPLOY_ORDER } from "../deploy-plan.ts";

/** One deployment of a Worker: when (epoch ms), and the version that got all traffic. */
export type Deployed = { atMs: number; version: string };

/** A Worker's deployments, the newest first. */
export type History = { worker: WorkerName; deployments: readonly Deployed[] };

/** One Worker that is to go back: from the version that it runs, deployed at `sinceMs`, to the one before it. */
export type Return = { worker: WorkerName; from: string; sinceMs: number; to: string; toMs: number };

/** The Workers of one `pnpm run deploy` are deployed within so long of each other. */
const ONE_RUN_MS = 30 * 60_000;

/**
 * What has to be done to undo the last deployment: of all its Workers, or of those in `only`. They go back in the reverse of the order in
 * which they were deployed, because the later ones call the earlier ones. Pure. A second time goes back one version more.
 */
export function planRollback(
  histories: readonly History[],
  only: readonly WorkerName[] = [],
): { kind: "plan"; returns: Return[] } | { kind: "nothing"; why: string } {
  const asked = histories.filter(({ worker }) => only.length === 0 || only.includes(worker));
  const arrivals = asked.flatMap((history) => arrivalOf(history) ?? []);
  const newestMs = Math.max(...arrivals.map(({ sinceMs }) => sinceMs));
  const ofRun = arrivals.filter(({ sinceMs }) => only.length > 0 || newestMs - sinceMs <= ONE_RUN_MS);
  if (ofRun.length === 0) return { kind: "nothing", why: "No Worker was ever deployed." };
  const first = ofRun.filter(({ before }) => before === undefined).map(({ worker }) => worker);
  if (first.length > 0)
    return { kind: "nothing", why: `There is no version before the one that runs: ${first.join(", ")}.` };
  const returns = DEPLOY_ORDER.toReversed().flatMap((worker) =>
    ofRun.flatMap((arrival): Return[] =>
      arrival.worker === worker && arrival.before !== undefined
        ? [
            {
              worker,
              from: arrival.version,
              sinceMs: arrival.sinceMs,
              to: arrival.before.version,
              toMs: arrival.before.atMs,
            },
          ]
        : [],
    ),
  );
  return { kind: "plan", returns };
}

// The version that runs, since when it was first deployed, and what ran before that: what was tried after it and taken back is skipped.
function arrivalOf({ worker, deployments }: History) {
  const [running] = deployments;
  if (running === undefined) return undefined;
  const index = deployments.findLastIndex(({ version }) => version === running.version);
  const sinceMs = deployments[index]?.atMs ?? running.atMs;
  return { worker, version: running.version, sinceMs, before: deployments[index + 1] };
}
