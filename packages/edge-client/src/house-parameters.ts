import { join } from "node:path";
import { DecoderParameters } from "@nonstop/contract/asset";
import { type Parameters, sameParameters } from "@nonstop/media/parameters";
import { decodeParameters } from "@nonstop/media/parameters-base64";
import { readIfThere, writeAtomic } from "@nonstop/service/atomic-file";
import { type Log, messageOf } from "@nonstop/telemetry/log";
import { jsonOf } from "./ask-http.ts";

const RETRY_MS = 5_000;

/**
 * Decoder parameters of the house format: the slate's, from the edge or as it last gave them. What differs from them cannot
 * be spliced and is not aired.
 */
export class HouseParameters {
  /** Counts what it has learnt: what was compared at another revision is to be compared again. */
  revision = 0;
  #parameters: Parameters | undefined;
  readonly #path: string;
  readonly #ask: () => Promise<DecoderParameters | undefined>;
  readonly #log: Log;
  #retry: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(o: {
    stateDir: string;
    houseFormat: string;
    ask: () => Promise<DecoderParameters | undefined>;
    log: Log;
  }) {
    this.#path = join(o.stateDir, `house-${o.houseFormat}.json`);
    this.#ask = o.ask;
    this.#log = o.log;
  }

  /** Undefined until the edge was reached once, in this run or an earlier one: then nothing is compared. */
  get parameters(): Parameters | undefined {
    return this.#parameters;
  }

  /** Reads what an earlier run kept. */
  async open(): Promise<void> {
    const parsed = DecoderParameters.safeParse(jsonOf((await readIfThere(this.#path)) ?? new Uint8Array(0)));
    if (parsed.success) this.#learn(parsed.data);
  }

  /** Asks the edge until it has answered once. Resolves after the first try; the others follow in the background. */
  async follow(): Promise<void> {
    const told = await this.#ask();
    if (this.#isStopped) return;
    if (told === undefined) {
      this.#retry = setTimeout(() => void this.follow(), RETRY_MS);
      return;
    }
    this.#learn(told);
    this.#log("house-parameters", { from: "edge" });
    await writeAtomic(this.#path, JSON.stringify(told)).catch((thrown: unknown) =>
      this.#log("house-parameters-not-kept", { problem: messageOf(thrown) }),
    );
  }

  /** Asks no more. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#retry);
  }

  /** Why a piece does not fit the house format; undefined when it does, or when the format is not known yet. */
  problemOf(parameters: DecoderParameters): string | undefined {
    if (this.#parameters === undefined) return undefined;
    try {
      const compared = sameParameters(this.#parameters, decodeParameters(parameters));
      return compared.same ? undefined : compared.reason;
    } catch (thrown) {
      return messageOf(thrown);
    }
  }

  #learn(parameters: DecoderParameters): void {
    this.#parameters = decodeParameters(parameters);
    this.revision += 1;
  }
}
