import { join } from "node:path";
import { Rundown } from "@nonstop/contract/rundown";
import { jsonOf } from "@nonstop/edge-client/ask-http";
import { readIfThere, writeAtomic } from "@nonstop/service/atomic-file";
import { type Log, messageOf } from "@nonstop/telemetry/log";

/** Keeps the last rundown on this playout's own disk. A broken file is ignored, a full disk is logged. */
export class RundownFile {
  readonly #path: string;
  readonly #log: Log;
  #writing: Promise<void> = Promise.resolve();

  constructor(stateDir: string, log: Log) {
    this.#path = join(stateDir, "rundown.json");
    this.#log = log;
  }

  async read(): Promise<Rundown | undefined> {
    const bytes = await readIfThere(this.#path);
    if (bytes === undefined) return undefined;
    const parsed = Rundown.safeParse(jsonOf(bytes));
    if (parsed.success) return parsed.data;
    this.#log("rundown-file-ignored", { problem: parsed.error.issues[0]?.message ?? "invalid" });
    return undefined;
  }

  /** Writes it once earlier writes are done. Never throws. */
  write(rundown: Rundown): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      try {
        await writeAtomic(this.#path, JSON.stringify(rundown));
      } catch (thrown) {
        this.#log("rundown-file-failed", { problem: messageOf(thrown) });
      }
    });
    return this.#writing;
  }
}
