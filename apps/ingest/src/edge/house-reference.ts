import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AssetChunkHeader } from "@nonstop/contract/asset";
import { decodeBundle } from "@nonstop/contract/bundle";
import type { Parameters } from "@nonstop/media/parameters";
import type { EdgeClient } from "./edge-client.ts";
import { mediaParameters } from "./house-parameters.ts";
import type { Log } from "../log.ts";

/** What every room must equal to be spliced: the slate's parameters, from the edge or as it last gave them. */
export class HouseReference {
  #parameters: Parameters | undefined;
  readonly #file: string;
  readonly #log: Log;

  constructor(o: { stateDir: string; formatName: string; log: Log }) {
    this.#file = join(o.stateDir, `slate-${o.formatName}.bin`);
    this.#log = o.log;
  }

  /** Undefined until the edge has been reached once. */
  get parameters(): Parameters | undefined {
    return this.#parameters;
  }

  /** Takes what was kept on disk. */
  async readKept(): Promise<void> {
    try {
      const bundle = decodeBundle(await readFile(this.#file), AssetChunkHeader);
      if (!("kind" in bundle)) this.#parameters = mediaParameters(bundle.header.parameters);
    } catch {
      // Nothing kept yet.
    }
  }

  /** Asks the edge; keeps its answer on disk. False when it did not answer. */
  async ask(edge: EdgeClient): Promise<boolean> {
    const slate = await edge.readSlate();
    if (slate === undefined) return false;
    this.#parameters = mediaParameters(slate.header.parameters);
    this.#log("house-reference", { from: "edge" });
    try {
      await mkdir(join(this.#file, ".."), { recursive: true });
      await writeFile(`${this.#file}.new`, slate.bytes);
      await rename(`${this.#file}.new`, this.#file);
    } catch (error) {
      this.#log("house-reference-not-kept", {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
    return true;
  }
}
