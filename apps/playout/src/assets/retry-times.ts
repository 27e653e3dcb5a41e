import { backOffMs } from "@nonstop/contract/back-off";

const BACK_OFF = { firstMs: 1_000, maxMs: 30_000 };
const MAX_NAMES = 10_000;

/** Says when something that failed may be tried again: after 1 s, doubling up to 30 s. */
export class RetryTimes {
  readonly #failures = new Map<string, { count: number; dueMs: number }>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  isDue(name: string): boolean {
    return this.#nowMs() >= (this.#failures.get(name)?.dueMs ?? 0);
  }

  failed(name: string): void {
    const count = (this.#failures.get(name)?.count ?? 0) + 1;
    if (this.#failures.size >= MAX_NAMES) this.#failures.clear();
    this.#failures.set(name, { count, dueMs: this.#nowMs() + backOffMs(count, BACK_OFF) });
  }

  worked(name: string): void {
    this.#failures.delete(name);
  }
}
