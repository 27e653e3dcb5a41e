import { rmSync } from "node:fs";
import { join } from "node:path";
import type { WorkerName } from "@nonstop/contract/worker-of-path";
import { bundleWorker, readBundle, type WorkerBundle } from "./bundle-worker.ts";
import { openFront } from "./front.ts";
import { WorkerHost } from "./worker-host.ts";

/** Settings and secrets of each Worker; secrets reach no Worker that does not need them. */
export type EdgeBindings = Readonly<Record<WorkerName, Readonly<Record<string, string>>>>;

export type Edge = {
  workers: Readonly<Record<WorkerName, WorkerHost>>;
  /** Fires the cron of the Worker that has one. */
  tick: () => Promise<void>;
  dispose: () => Promise<void>;
};

/** Puts our three Workers on air on this machine, each in a workerd of its own, behind one address. */
export async function startEdge(o: {
  repository: string;
  stateDir: string;
  host: string;
  port: number;
  /** A folder with the configurations of a real station; without one those of development are used. */
  configs?: string;
  /** A folder with a bundle of each Worker. Without one they are made now. */
  bundles?: string;
  bindings: EdgeBindings;
  onLine: (worker: WorkerName, line: string) => void;
}): Promise<Edge> {
  // Addresses of Workers that were killed are of no use.
  rmSync(join(o.stateDir, "registry"), { recursive: true, force: true });
  const bundle = (worker: WorkerName) =>
    o.bundles === undefined
      ? bundleWorker({ ...o, worker, folder: join(o.stateDir, "workers", worker) })
      : readBundle(join(o.bundles, worker));
  const [channelBundle, viewersBundle, controlBundle] = await Promise.all([
    bundle("channel"),
    bundle("viewers"),
    bundle("control"),
  ]);
  const start = (worker: WorkerName, made: WorkerBundle): Promise<WorkerHost> =>
    WorkerHost.start({
      ...o,
      worker,
      bundle: made,
      bindings: o.bindings[worker],
      onLine: (line) => o.onLine(worker, line),
    });
  // In the order of a deployment: the others bind the channel's object.
  const channel = await start("channel", channelBundle);
  const viewers = await start("viewers", viewersBundle);
  const control = await start("control", controlBundle);
  const workers = { channel, viewers, control };
  const front = await openFront({ ...o, addressOf: (worker) => workers[worker].address() });
  return {
    workers,
    tick: () => control.tick(),
    dispose: async () => {
      await front.close();
      await Promise.all(Object.values(workers).map((worker) => worker.dispose()));
    },
  };
}
