import type { WorkerName } from "@nonstop/contract/worker-of-path";
import { readAnswers } from "../setup/answers.ts";
import { valuesOf } from "../setup/cloudflare/worker-settings.ts";
import type { StationFolder } from "../setup/station-folder.ts";
import type { EdgeBindings } from "./start-edge.ts";

/** The folder holds no station that was set up. */
export class SetupMissing extends Error {}

/** The secrets that a deployment gives each Worker, and settings that replace those of its configuration. */
export function productionBindings(
  { answers: given, made, secrets, path }: StationFolder,
  settings: Readonly<Record<string, string>>,
): EdgeBindings {
  const read = readAnswers(given);
  if (read.kind === "wrong") throw new SetupMissing(`${path} holds no station: run \`pnpm setup\` first.`);
  const of = (worker: WorkerName): Record<string, string> => ({
    ...valuesOf(worker, "secrets", { answers: read.answers, made, secrets }),
    ...settings,
  });
  return { channel: of("channel"), viewers: of("viewers"), control: of("control") };
}
