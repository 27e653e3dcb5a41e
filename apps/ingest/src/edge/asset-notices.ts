import { setTimeout as pause } from "node:timers/promises";
import { backOffMs } from "@nonstop/contract/back-off";
import type { Log } from "@nonstop/telemetry/log";
import type { EdgeClient } from "./edge-client.ts";

const BACK_OFF = { firstMs: 500, maxMs: 60_000 };

/** Tells the schedule of stored assets, each until it is acknowledged. What is untold at the end the schedule finds by itself. */
export class AssetNotices {
  readonly #edge: EdgeClient;
  readonly #log: Log;
  readonly #closing = new AbortController();

  constructor(o: { edge: EdgeClient; log: Log }) {
    this.#edge = o.edge;
    this.#log = o.log;
  }

  /** Tells of an asset whose index is stored. Returns at once; the telling goes on in the background. */
  tell(asset: string): void {
    void this.#untilTold(asset);
  }

  /** Gives up what is not told yet. */
  close(): void {
    this.#closing.abort();
  }

  async #untilTold(asset: string): Promise<void> {
    const { signal } = this.#closing;
    for (let failures = 0; !signal.aborted;) {
      const answer = await this.#edge.tellAsset(asset);
      if (answer.kind === "told") return this.#log("asset-told", { asset, failures });
      failures += 1;
      if (failures === 1) this.#log("asset-untold", { asset, problem: answer.problem });
      await pause(backOffMs(failures, BACK_OFF), undefined, { signal }).catch(() => {});
    }
  }
}
