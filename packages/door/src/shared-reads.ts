import { waitUntil } from "cloudflare:workers";
import { clock } from "./clock.ts";

/** After this long a read that has not ended counts as lost, and the next client asks again. */
const LOST_AFTER_MS = 15_000;

type Kept<V> = { value: V; untilMs: number; weight: number };
type UnderWay<V> = { answer: Promise<V>; lostAtMs: number };

const memories = new Set<{ forget: () => void }>();

/**
 * Reads that many clients ask for at once. Clients of one isolate that ask for the same wait for one read, and its answer
 * is kept for a moment. So the cost to an object depends on what is asked, never on how many ask.
 */
export class SharedReads<V> {
  readonly #keepMs: (value: V) => number;
  readonly #weigh: (value: V) => number;
  readonly #maxWeight: number;
  /** Oldest use first. */
  readonly #kept = new Map<string, Kept<V>>();
  readonly #underWay = new Map<string, UnderWay<V>>();
  #weight = 0;

  /**
   * `keepMs`: how long an answer is kept, in ms; 0 for not at all. `weigh` and `maxWeight` bound what is kept: the answers
   * whose last use is longest ago go first. Without `weigh` every answer weighs 1.
   */
  constructor(o: { keepMs: (value: V) => number; maxWeight: number; weigh?: (value: V) => number }) {
    this.#keepMs = o.keepMs;
    this.#maxWeight = o.maxWeight;
    this.#weigh = o.weigh ?? (() => 1);
    memories.add({ forget: () => this.#forget() });
  }

  /** The answer to `key`: a kept one, one that is under way, or else what `ask` answers. Rejects as `ask` does. */
  read(key: string, ask: () => Promise<V>): Promise<V> {
    const kept = this.kept(key);
    if (kept !== undefined) return Promise.resolve(kept);
    const nowMs = clock.nowMs();
    const other = this.#underWay.get(key);
    if (other !== undefined && nowMs < other.lostAtMs) return other.answer;
    const answer = ask();
    const mine = { answer, lostAtMs: nowMs + LOST_AFTER_MS };
    this.#underWay.set(key, mine);
    const ended = answer
      .then((value) => this.keep(key, value))
      .catch(() => undefined)
      .finally(() => {
        if (this.#underWay.get(key) === mine) this.#underWay.delete(key);
      });
    // The read must outlive the client that asked first, because others wait for it.
    waitUntil(ended);
    return answer;
  }

  /** The answer that is kept for `key`. Undefined when there is none or its time is over. */
  kept(key: string): V | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.#kept.delete(key);
    if (clock.nowMs() >= kept.untilMs) {
      this.#weight -= kept.weight;
      return undefined;
    }
    this.#kept.set(key, kept);
    return kept.value;
  }

  /** Keeps an answer that was learnt otherwise. */
  keep(key: string, value: V): void {
    const keepMs = this.#keepMs(value);
    const weight = this.#weigh(value);
    this.#drop(key);
    if (keepMs <= 0 || weight > this.#maxWeight) return;
    this.#kept.set(key, { value, untilMs: clock.nowMs() + keepMs, weight });
    this.#weight += weight;
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.#maxWeight) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0;
    this.#kept.delete(key);
  }

  #forget(): void {
    this.#kept.clear();
    this.#underWay.clear();
    this.#weight = 0;
  }
}

/** Forgets every answer of this isolate. Tests call it, because their channel begins anew within one isolate. */
export function forgetSharedReads(): void {
  for (const memory of memories) memory.forget();
}
