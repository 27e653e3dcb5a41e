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

  /** Tells of an asset whose index is stored. Resolves after the first try; the telling goes on in the background. */
  async tell(asset: string): Promise<void> {
    if (!(await this.#tellOnce(asset, 0))) void this.#untilTold(asset);
  }

  /** Gives up what is not told yet. */
  close(): void {
    this.#closing.abort();
  }

  async #untilTold(asset: string): Promise<void> {
    const { signal } = this.#closing;
    for (let failures = 1; !signal.aborted; failures += 1) {
      await pause(backOffMs(failures, BACK_OFF), undefined, { signal }).catch(() => {});
      if (signal.aborted || (await this.#tellOnce(asset, failures))) return;
    }
  }

  async #tellOnce(asset: string, failures: number): Promise<boolean> {
    const answer = await this.#edge.tellAsset(asset);
    if (answer.kind === "told") this.#log("asset-told", { asset, failures });
    else if (failures === 0) this.#log("asset-untold", { asset, problem: answer.problem });
    return answer.kind === "told";
  }
}
