import { addSpan, type SecondSpans } from "@nonstop/contract/second-spans";

/** A whole second of a room: fragments by rendition, checked. */
export type RoomSecond = {
  second: number;
  fragments: Readonly<Record<string, Uint8Array>>;
  offeredAtMs: number;
  /** Peak of its sound in dBFS; absent when silent or unknown. */
  peakDbfs?: number;
};

/** The newest `length` seconds of a room. A second that was offered never changes. */
export class SecondRing {
  readonly #length: number;
  readonly #seconds = new Map<number, RoomSecond>();

  constructor(length = 30) {
    this.#length = length;
  }

  /** Offers a second. False when it was offered already, or is older than the ring reaches. */
  offer(entry: RoomSecond): boolean {
    const newest = this.newest();
    if (this.#seconds.has(entry.second)) return false;
    if (newest !== undefined && entry.second <= newest.second - this.#length) return false;
    this.#seconds.set(entry.second, entry);
    const end = Math.max(entry.second, newest?.second ?? 0) - this.#length;
    for (const second of this.#seconds.keys()) if (second <= end) this.#seconds.delete(second);
    return true;
  }

  get(second: number): RoomSecond | undefined {
    return this.#seconds.get(second);
  }

  newest(): RoomSecond | undefined {
    let found: RoomSecond | undefined;
    for (const entry of this.#seconds.values())
      if (found === undefined || entry.second > found.second) found = entry;
    return found;
  }

  /** Forgets what is older than `second`. */
  forgetBefore(second: number): void {
    for (const key of this.#seconds.keys()) if (key < second) this.#seconds.delete(key);
  }

  /** Seconds on offer as half-open spans, oldest first. */
  spans(): SecondSpans {
    return [...this.#seconds.keys()].reduce<SecondSpans>(
      (spans, second) => addSpan(spans, second, second + 1),
      [],
    );
  }
}
