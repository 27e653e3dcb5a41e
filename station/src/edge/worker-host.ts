import { join, resolve } from "node:path";
import type { WorkerName } from "@nonstop/contract/worker-of-path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4MiniflareOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from "wrangler";
import { configOf } from "../deploy-plan.ts";
import type { WorkerBundle } from "./bundle-worker.ts";

export type WorkerHostOptions = {
  repository: string;
  stateDir: string;
  worker: WorkerName;
  /** A folder with the configurations of a real station; without one those of development are used. */
  configs?: string | undefined;
  bundle: WorkerBundle;
  /** Settings and secrets that replace those of its configuration. */
  bindings: Readonly<Record<string, string>>;
  /** Told each line the runtime prints. */
  onLine: (line: string) => void;
};

/**
 * One of our Workers in a workerd of its own, as Cloudflare would run it apart from the others. The Workers of a state
 * folder find each other's objects through a registry in it, and share KV and R2 there.
 *
 * This file alone knows the beta options of Miniflare 5 and wrangler's `unstable_` door; `wrangler dev` is the fallback.
 */
export class WorkerHost {
  readonly #make: () => Miniflare;
  readonly #readsKv: boolean;
  #miniflare: Miniflare;
  #address: Promise<URL>;

  private constructor(make: () => Miniflare, readsKv: boolean) {
    this.#make = make;
    this.#readsKv = readsKv;
    this.#miniflare = make();
    this.#address = this.#open();
  }

  /** Starts a Worker on a free port of loopback. Resolves when it answers. */
  static async start(options: WorkerHostOptions): Promise<WorkerHost> {
    const { repository, stateDir, worker, bundle } = options;
    const file = resolve(repository, configOf(worker, options.configs));
    const config = unstable_readConfig({ config: file });
    const { name } = config;
    if (name === undefined) throw new Error(`${file} names no Worker.`);
    // Secrets are given below, not found in the environment.
    const { workerOptions } = unstable_getMiniflareWorkerOptions({ ...config, secrets: undefined });
    const settings: object = workerOptions.bindings ?? {};
    const v4: V4MiniflareOptions = {
      ...workerOptions,
      name,
      rootPath: bundle.folder,
      modulesRoot: bundle.folder,
      modules: bundle.modules,
      bindings: { ...settings, ...options.bindings },
      host: "127.0.0.1",
      port: 0,
      cf: false,
      log: new Log(LogLevel.WARN),
      handleStructuredLogs: (line) => options.onLine(line.message),
      unsafeDevRegistryPath: join(stateDir, "registry"),
      unsafeDevRegistryDurableObjectProxy: true,
    };
    const converted = convertV4MiniflareOptions(v4);
    // Set after converting: passed through the conversion it is dropped, and the state with it.
    converted.resourcePersistencePath = join(stateDir, "edge");
    converted.unsafeTriggerHandlers = true;
    const host = new WorkerHost(
      () => new Miniflare(converted),
      Object.keys(workerOptions.kvNamespaces ?? {}).includes("STATION"),
    );
    await host.address();
    return host;
  }

  /** Where it answers. While it is started anew, its next address is waited for. */
  address(): Promise<URL> {
    return this.#address;
  }

  /** Ends its process and starts another, as a deploy or a crash would; the other Workers run on. */
  async restart(): Promise<void> {
    const opened = Promise.withResolvers<URL>();
    // Nobody may be waiting for it when it fails: whoever asks next is told.
    opened.promise.catch(() => undefined);
    this.#address = opened.promise;
    try {
      await this.#miniflare.dispose();
      this.#miniflare = this.#make();
      opened.resolve(await this.#open());
    } catch (error) {
      opened.reject(error);
    }
    await this.#address;
  }

  /** Fires its cron: Miniflare fires none of its own. */
  async tick(): Promise<void> {
    await (await this.#miniflare.getWorker()).scheduled({});
  }

  dispose(): Promise<void> {
    return this.#miniflare.dispose();
  }

  async #open(): Promise<URL> {
    const miniflare = this.#miniflare;
    const address = await miniflare.ready;
    // Several processes share the databases of KV and R2. Opening one while another writes to it may fail, so each opens
    // them as it starts, before it is asked for anything.
    await (await miniflare.getR2Bucket("MEDIA")).head("opened");
    if (this.#readsKv) await (await miniflare.getKVNamespace("STATION")).get("opened");
    return address;
  }
}
