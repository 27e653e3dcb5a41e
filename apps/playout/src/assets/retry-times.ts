const FIRST_MS = 1000;
const LAST_MS = 30_000;
const MAX_NAMES = 10_000;

/** When what failed may be tried again: 1 s, doubling to 30 s. */
export class RetryTimes {
  readonly #failures = new Map<string, { waitMs: number; dueMs: number }>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  isDue(name: string): boolean {
    return this.#nowMs() >= (this.#failures.get(name)?.dueMs ?? 0);
  }

  failed(name: string): void {
    const waitMs = Math.min(LAST_MS, (this.#failures.get(name)?.waitMs ?? FIRST_MS / 2) * 2);
    if (this.#failures.size >= MAX_NAMES) this.#failures.clear();
    this.#failures.set(name, { waitMs, dueMs: this.#nowMs() + waitMs });
  }

  worked(name: string): void {
    this.#failures.delete(name);
  }
}
