import type { Log } from "./log.ts";

const MAX_WARNINGS = 50;

/** What an operator should know right now; each stands until it is withdrawn. */
export class Warnings {
  readonly #standing = new Map<string, string>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Raises or withdraws the warning `name`; `sentence` says what happened and what to do. */
  set(name: string, stands: boolean, sentence = ""): void {
    if (!stands) {
      if (this.#standing.delete(name)) this.#log("warning-over", { warning: name });
      return;
    }
    if (!this.#standing.has(name)) {
      if (this.#standing.size >= MAX_WARNINGS) return;
      this.#log("warning", { warning: name, sentence });
    }
    this.#standing.set(name, sentence);
  }

  get sentences(): string[] {
    return [...this.#standing.values()];
  }
}
