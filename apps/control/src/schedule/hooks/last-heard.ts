import { HookVendor, type HooksHeard } from "@nonstop/contract/hooks-heard";
import { present } from "@nonstop/contract/present";
import type { Facts } from "../facts.ts";

/** When each vendor's webhooks last came with a right signature. */
export class LastHeard {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** One came. `from` is the vendor's name in logs. */
  note(from: string, nowMs: number): void {
    this.#facts.write(heardOf(from), nowMs);
  }

  /** All vendors, heard or not. */
  answer(): HooksHeard {
    const hooks = HookVendor.options.map((vendor) => ({
      vendor,
      ...present({ heardMs: this.#facts.read(heardOf(vendor)) }),
    }));
    return { hooks };
  }
}

const heardOf = (from: string): string => `hook-heard:${from}`;
