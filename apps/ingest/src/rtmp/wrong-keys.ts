import { keepNewest } from "../bounds/keep-newest.ts";
import { networkOf } from "./client-network.ts";

const WINDOW_MS = 60_000;
/** How long an address is remembered for a right key. */
const TRUSTED_MS = 24 * 3600_000;
const MAX_ADDRESSES = 10_000;

/**
 * Counts wrong keys by address, and shuts the door to one that has shown too many within a minute. An address that has shown a
 * right key within a day is never shut out: behind it is an encoder that may have to come back in mid-show.
 */
export class WrongKeys {
  readonly #most: number;
  readonly #nowMs: () => number;
  readonly #wrong = new Map<string, { fromMs: number; count: number }>();
  readonly #trusted = new Map<string, number>();

  constructor(mostPerMinute: number, nowMs: () => number = () => performance.now()) {
    this.#most = mostPerMinute;
    this.#nowMs = nowMs;
  }

  /** Whether nobody from this address is let in now. */
  isShut(ip: string): boolean {
    const address = networkOf(ip);
    const trustedAt = this.#trusted.get(address) ?? Number.NEGATIVE_INFINITY;
    if (this.#nowMs() - trustedAt < TRUSTED_MS) return false;
    return (this.#ofThisMinute(address)?.count ?? 0) >= this.#most;
  }

  noteWrong(ip: string): void {
    const address = networkOf(ip);
    const { fromMs, count } = this.#ofThisMinute(address) ?? { fromMs: this.#nowMs(), count: 0 };
    keepNewest(this.#wrong, [address, { fromMs, count: count + 1 }], MAX_ADDRESSES);
  }

  noteRight(ip: string): void {
    keepNewest(this.#trusted, [networkOf(ip), this.#nowMs()], MAX_ADDRESSES);
  }

  #ofThisMinute(address: string): { fromMs: number; count: number } | undefined {
    const found = this.#wrong.get(address);
    return found !== undefined && this.#nowMs() - found.fromMs < WINDOW_MS ? found : undefined;
  }
}
