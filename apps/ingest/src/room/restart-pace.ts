import { backOffMs } from "@nonstop/contract/back-off";

const BACK_OFF = { firstMs: 250, maxMs: 5_000 };

/** When a room's ffmpeg may start: at once after one that has yielded a second, after longer and longer pauses otherwise. */
export class RestartPace {
  #hasYielded = false;
  #failures = 0;
  #notBefore = 0;

  mayStart(nowMs: number): boolean {
    return nowMs >= this.#notBefore;
  }

  /** The running ffmpeg has yielded a second. */
  noteYield(): void {
    this.#hasYielded = true;
  }

  /** The running ffmpeg has ended. */
  noteEnd(nowMs: number): void {
    if (this.#hasYielded) this.#failures = 0;
    else this.#notBefore = nowMs + backOffMs(++this.#failures, BACK_OFF);
    this.#hasYielded = false;
  }
}
