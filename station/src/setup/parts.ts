import type { Answers } from "./answers.ts";
import { generatedSecrets } from "./generated-secrets.ts";
import type { Part } from "./part.ts";
import type { StationFolder } from "./station-folder.ts";

/** What every part of setup is given. */
export type SetupContext = { answers: Answers; folder: StationFolder };

/** All parts, in the order in which they are looked at and changed: later ones need what earlier ones made. */
export function partsOf({ folder }: SetupContext): Part[] {
  return [generatedSecrets(folder)];
}
