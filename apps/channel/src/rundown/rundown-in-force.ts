import type { RundownResult } from "@nonstop/contract/channel-object";
import type { Rundown } from "@nonstop/contract/rundown";
import { rundownFromKv } from "@nonstop/door/rundown-snapshot";
import { readRundown, writeRundown } from "../fact-store.ts";

type Parts = {
  sql: SqlStorage;
  /** Where the schedule side leaves rundowns. */
  station: KVNamespace;
  channel: string;
  /** Called when another rundown has come into force. */
  onNew: (rundown: Rundown) => void;
};

/** The rundown in force: the newest that the channel was given, kept over restarts. */
export class RundownInForce {
  readonly #o: Parts;
  #rundown: Rundown | undefined;

  constructor(o: Parts) {
    this.#o = o;
    this.#rundown = readRundown(o.sql);
  }

  /** The rundown as it is known here. Undefined until the channel is given one, or `read` finds one. */
  get known(): Rundown | undefined {
    return this.#rundown;
  }

  /** Puts a newer rundown in force. */
  set(rundown: Rundown): RundownResult {
    if (this.#rundown !== undefined && rundown.version <= this.#rundown.version)
      return { kind: "older", version: this.#rundown.version };
    writeRundown(this.#o.sql, rundown);
    this.#rundown = rundown;
    this.#o.onNew(rundown);
    return { kind: "stored" };
  }

  /** The rundown in force. A channel that was never given one reads it from KV. */
  async read(): Promise<Rundown | undefined> {
    if (this.#rundown === undefined) {
      const stored = await rundownFromKv(this.#o.station, this.#o.channel);
      if (stored !== undefined) this.set(stored);
    }
    return this.#rundown;
  }
}
