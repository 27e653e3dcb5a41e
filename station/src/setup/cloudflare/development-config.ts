import { join } from "node:path";
import type { WorkerName } from "@nonstop/contract/worker-of-path";
import { experimental_readRawConfig, type Unstable_RawConfig } from "wrangler";
import { WORKER_CONFIGS } from "../../deploy-plan.ts";
import { REPOSITORY } from "../../repository.ts";

/** The configuration of a Worker in development, as its file has it. */
export function developmentConfig(worker: WorkerName): Unstable_RawConfig {
  return experimental_readRawConfig({ config: join(REPOSITORY, WORKER_CONFIGS[worker]) }).rawConfig;
}

/** What a Worker is called in an account. */
export function workerName(worker: WorkerName): string {
  return developmentConfig(worker).name ?? worker;
}
