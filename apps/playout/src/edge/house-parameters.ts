import { join } from "node:path";
import { DecoderParameters } from "@nonstop/contract/asset";
import { type Parameters, sameParameters } from "@nonstop/media/parameters";
import { jsonOf } from "./ask-http.ts";
import { readIfThere, writeAtomic } from "../atomic-file.ts";
import { type Log, messageOf } from "../log.ts";

const RETRY_MS = 5000;

/** Decoder parameters of the house: the slate's. What differs from them cannot be spliced and is not aired. */
export class HouseParameters {
  /** Counts what it has learnt: what was compared at another revision is to be compared again. */
  revision = 0;
  #parameters: DecoderParameters | undefined;
  readonly #path: string;
  readonly #ask: () => Promise<DecoderParameters | undefined>;
  readonly #log: Log;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

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

  /** Reads what an earlier run kept, then asks the edge until it answers once. */
  async open(): Promise<void> {
    const parsed = DecoderParameters.safeParse(jsonOf((await readIfThere(this.#path)) ?? new Uint8Array(0)));
    if (parsed.success) this.#learn(parsed.data);
    void this.#fetch();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
  }

  /** Why a piece does not fit the house; undefined when it does, or when the house is not known yet. */
  problemOf(parameters: DecoderParameters): string | undefined {
    if (this.#parameters === undefined) return undefined;
    try {
      const compared = sameParameters(decoded(this.#parameters), decoded(parameters));
      return compared.same ? undefined : compared.reason;
    } catch (thrown) {
      return messageOf(thrown);
    }
  }

  #learn(parameters: DecoderParameters): void {
    this.#parameters = parameters;
    this.revision += 1;
  }

  async #fetch(): Promise<void> {
    const parameters = await this.#ask();
    if (this.#stopped) return;
    if (parameters === undefined) {
      this.#retry = setTimeout(() => void this.#fetch(), RETRY_MS);
      return;
    }
    this.#learn(parameters);
    await writeAtomic(this.#path, JSON.stringify(parameters)).catch((thrown: unknown) =>
      this.#log("house-parameters-failed", { problem: messageOf(thrown) }),
    );
  }
}

function decoded(parameters: DecoderParameters): Parameters {
  const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
  return {
    video: Object.fromEntries(
      Object.entries(parameters.video).map(([rendition, { sps, pps }]) => [
        rendition,
        { sps: bytes(sps), pps: bytes(pps) },
      ]),
    ),
    audio: { asc: bytes(parameters.audio.asc) },
  };
}
