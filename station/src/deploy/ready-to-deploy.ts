import { join } from "node:path";
import type { WorkerName } from "@nonstop/contract/worker-of-path";
import { experimental_readRawConfig } from "wrangler";
import type { ContainerName } from "../deploy-plan.ts";
import { readAnswers, type Answers } from "../setup/answers.ts";
import { configFaults, configNotes, secretFaults } from "../setup/cloudflare/config-faults.ts";
import { CONFIG_FOLDER, configFiles, fileOf } from "../setup/cloudflare/configs-part.ts";
import { missingSecrets, valuesOf } from "../setup/cloudflare/worker-settings.ts";
import type { Problem } from "../setup/part.ts";
import type { StationFolder } from "../setup/station-folder.ts";

/** What a deployment of a real station is made from, or why there is none. */
export type Readiness =
  | {
      kind: "ready";
      configs: string;
      answers: Answers;
      secretsOf: (worker: WorkerName) => Record<string, string>;
      /** The secrets of a container's Worker, as its configuration names them. */
      containerSecretsOf: (container: ContainerName) => Record<string, string>;
      notes: string[];
    }
  | { kind: "refused"; problems: Problem[] };

const SET_UP = "Run `pnpm setup` first.";

/** Whether a station's folder may be deployed: set up whole, by this version, without a value of development. */
export function readyToDeploy(
  folder: StationFolder,
  workers: readonly WorkerName[],
  containers: readonly ContainerName[] = [],
): Readiness {
  const read = readAnswers(folder.answers);
  const configs = join(folder.path, CONFIG_FOLDER);
  const files = [...workers, ...containers.map((name) => `container-${name}` as const)].map(fileOf);
  if (read.kind === "wrong" || files.some((file) => folder.text(file) === undefined))
    return {
      kind: "refused",
      problems: [{ what: `${folder.path} holds no station that was set up`, cure: SET_UP }],
    };
  const { answers } = read;
  const { made, secrets } = folder;
  const known = { answers, made, secrets };
  const secretsOf = (worker: WorkerName): Record<string, string> => valuesOf(worker, "secrets", known);
  const problems = workers.flatMap((worker) => [
    ...configFaults(configIn(configs, worker)),
    ...secretFaults(worker, secretsOf(worker)),
    ...missingSecrets(worker, known).map((name) => ({
      what: `${worker}: the secret ${name} is missing`,
      cure: SET_UP,
    })),
  ]);
  const texts = configFiles({ answers, folder });
  for (const file of files)
    if (folder.text(file) !== texts.get(file)?.())
      problems.push({ what: `${file} is not what this version and these answers make`, cure: SET_UP });
  if (problems.length > 0) return { kind: "refused", problems };
  const notes = workers.flatMap((worker) => configNotes(configIn(configs, worker)));
  const containerSecretsOf = (container: ContainerName): Record<string, string> => {
    const { required = [] } = configIn(configs, `container-${container}`).secrets ?? {};
    return Object.fromEntries(required.map((name: string) => [name, secrets[name] ?? ""]));
  };
  return { kind: "ready", configs, answers, secretsOf, containerSecretsOf, notes };
}

/** What a deployment from a folder of configurations would be refused for. */
export function faultsIn(configs: string, workers: readonly WorkerName[]): Problem[] {
  return workers.flatMap((worker) => configFaults(configIn(configs, worker)));
}

function configIn(
  configs: string,
  worker: WorkerName | `container-${ContainerName}`,
): ReturnType<typeof experimental_readRawConfig>["rawConfig"] {
  return experimental_readRawConfig({ config: join(configs, `${worker}.json`) }).rawConfig;
}
