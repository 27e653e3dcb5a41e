import type { FlvTag } from "../flv/flv-tag.ts";

type Kind = FlvTag["kind"];

const WRAP = 2 ** 32;
/**
 * How far sound and picture of one moment may arrive from each other while we believe their timestamps. An encoder that looks
 * ahead holds its pictures back for as long as this at most; beyond it their clocks have nothing to do with each other.
 */
export const MAX_APART_MS = 1_000;

/**
 * The clocks of an upstream's two tracks. Most encoders stamp both from one clock, and then the timestamps alone say what
 * belongs together. When they contradict the arrival beyond all plausibility, what arrives together belongs together.
 */
export class TrackClocks {
  readonly #last = new Map<Kind, number>();
  readonly #leastGap = new Map<Kind, number>();
  #soundShiftMs = 0;

  /** A track's timestamp without its wrap at 32 bits, on the clock of the pictures as far as that is known. */
  unwrap(kind: Kind, timestampMs: number): number {
    const before = this.#last.get(kind) ?? [...this.#last.values()][0] ?? timestampMs;
    const delta = (((timestampMs - before) % WRAP) + WRAP) % WRAP;
    const unwrapped = before + (delta > WRAP / 2 ? delta - WRAP : delta);
    this.#last.set(kind, unwrapped);
    return kind === "audio" ? unwrapped + this.#soundShiftMs : unwrapped;
  }

  /** Notes when a tag came, to find the least delayed one of its track. */
  note(kind: Kind, upstreamMs: number, arrivalMs: number): void {
    const least = this.#leastGap.get(kind) ?? Number.POSITIVE_INFINITY;
    this.#leastGap.set(kind, Math.min(least, arrivalMs - upstreamMs));
  }

  /** Whether a tag of this track has been noted since the last `forget`. */
  hasNoted(kind: Kind): boolean {
    return this.#leastGap.has(kind);
  }

  /** From the upstream's time of the least delayed tag to its arrival, ms. */
  get leastGapMs(): number {
    return Math.min(...this.#leastGap.values());
  }

  /** Forgets what was noted. The tracks stay where they are to each other. */
  forget(): void {
    this.#leastGap.clear();
  }

  /** Puts sound that lies implausibly far from the pictures beside them. Answers by how much it moves from now on, ms. */
  bringTogether(): number {
    const sound = this.#leastGap.get("audio");
    const picture = this.#leastGap.get("video");
    if (sound === undefined || picture === undefined) return 0;
    const by = sound - picture;
    if (Math.abs(by) <= MAX_APART_MS) return 0;
    this.#soundShiftMs += by;
    this.#leastGap.set("audio", picture);
    return by;
  }
}
