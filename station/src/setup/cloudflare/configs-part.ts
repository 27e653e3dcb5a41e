import { join } from "node:path";
import { WORKERS, type WorkerName } from "@nonstop/contract/worker-of-path";
import { looked, type Part } from "../part.ts";
import type { SetupContext } from "../parts.ts";
import { workerConfig } from "./worker-config.ts";

/** Where the configurations that are deployed stand, in the station's folder. */
export const CONFIG_FOLDER = "wrangler";

/** The text of a Worker's configuration, made from what is known now. */
export function configText(worker: WorkerName, context: SetupContext): string {
  const folder = join(context.folder.path, CONFIG_FOLDER);
  return `${JSON.stringify(workerConfig(worker, { folder, context }), undefined, 2)}\n`;
}

/** The Workers' configurations. What is changed in them by hand is undone. */
export function configsPart(context: SetupContext): Part {
  const { folder } = context;
  const made = WORKERS.map((worker) => ({
    name: join(CONFIG_FOLDER, `${worker}.json`),
    text: () => configText(worker, context),
  }));
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
