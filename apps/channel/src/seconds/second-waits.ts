import { clock } from "@nonstop/door/clock";
import { BlockedReaders } from "./blocked-readers.ts";
import { nextClosingMs, type Timeline } from "./timeline.ts";

/** A reader waits at most three target durations, as LL-HLS requires. */
const BLOCK_MS = 12_000;

type Parts = {
  /** Closes late seconds as slate, and answers the timeline then. */
  advance: (nowMs: number) => Timeline;
  /** Whether somebody watches each second as it is listed. */
  isWatched: () => boolean;
};

/** Readers that wait for seconds, and the timer that closes what nobody proposes while anybody waits or watches. */
export class SecondWaits {
  readonly #o: Parts;
  readonly #readers = new BlockedReaders();
  #armed = false;

  constructor(o: Parts) {
    this.#o = o;
  }

  get count(): number {
    return this.#readers.count;
  }

  /** Resolves true as soon as `second` is listed, false when that takes too long or too many wait. */
  async for(second: number, nowMs: number): Promise<boolean> {
    if (second < this.#o.advance(nowMs).edge) return true;
    const listed = this.#readers.wait(second, nowMs + BLOCK_MS);
    this.arm();
    return listed;
  }

  /** Wakes whoever waits for a second before `edge`. */
  listed(edge: number): void {
    this.#readers.release(edge, clock.nowMs());
  }

  /** Sets the timer, if anybody needs it. */
  arm(): void {
    if (this.#armed || (this.#readers.count === 0 && !this.#o.isWatched())) return;
    this.#armed = true;
    clock.wakeAt(nextClosingMs(this.#o.advance(clock.nowMs())), () => {
      this.#armed = false;
      const nowMs = clock.nowMs();
      this.#readers.release(this.#o.advance(nowMs).edge, nowMs);
      this.arm();
    });
  }
}
