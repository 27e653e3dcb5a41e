import { join } from "node:path";
import { WORKERS, type WorkerName } from "@nonstop/contract/worker-of-path";
import type { ContainerName } from "../../deploy-plan.ts";
import { looked, type Part } from "../part.ts";
import type { SetupContext } from "../parts.ts";
import { containerConfig, containersOf } from "./container-config.ts";
import { workerConfig } from "./worker-config.ts";

/** Where the configurations that are deployed stand, in the station's folder. */
export const CONFIG_FOLDER = "wrangler";

/** The files of a station's configurations, by their names in its folder, each with its text as it is made from what is known now. */
export function configFiles(context: SetupContext): ReadonlyMap<string, () => string> {
  const folder = join(context.folder.path, CONFIG_FOLDER);
  const text = (config: object): string => `${JSON.stringify(config, undefined, 2)}\n`;
  return new Map([
    ...WORKERS.map(
      (worker) => [fileOf(worker), () => text(workerConfig(worker, { folder, context }))] as const,
    ),
    ...containersOf(context).map(
      (container) =>
        [
          fileOf(`container-${container}`),
          () => text(containerConfig(container, { folder, context })),
        ] as const,
    ),
  ]);
}

/** Where the configuration of a Worker, or of a container's, stands in the station's folder. */
export const fileOf = (name: WorkerName | `container-${ContainerName}`): string =>
  join(CONFIG_FOLDER, `${name}.json`);

/** The Workers' configurations. What is changed in them by hand is undone. */
export function configsPart(context: SetupContext): Part {
  const { folder } = context;
  const made = [...configFiles(context)].map(([name, text]) => ({ name, text }));
  return {
    name: "The Workers' configurations",
    look: async () => {
      const changes = made
        .filter(({ name, text }) => folder.text(name) !== text())
        .map(({ name, text }) => ({
          what: `write ${join(folder.path, name)}`,
          // What is known now: parts before this one may have made ids meanwhile.
          apply: async () => folder.keepText(name, text()),
        }));
      const next = "deploy with `npx -y pnpm@12 run deploy`";
      return looked(changes.length === 0 ? [`written; ${next}`] : [], changes);
    },
  };
}
