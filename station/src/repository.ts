import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this repository on this machine. */
export const REPOSITORY = resolve(fileURLToPath(new URL("../..", import.meta.url)));
