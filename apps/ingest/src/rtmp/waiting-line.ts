import { networkOf } from "./client-network.ts";

/** A connection that has shown no valid key yet. */
export type Stranger = { ip: string; close: (reason: string) => void };

/**
 * The strangers at the RTMP door, oldest first. Whoever comes is let in. When the line is too long, the oldest connection of the
 * address with most connections goes instead. So a crowd pushes itself out, a publisher needs a place only until it has shown
 * its key, and nothing here can keep out one that has.
 */
export class WaitingLine {
  readonly #places: number;
  readonly #line = new Map<Stranger, string>();
  readonly #crowds = new Map<string, Set<Stranger>>();

  constructor(places: number) {
    this.#places = places;
  }

  get length(): number {
    return this.#line.size;
  }

  enter(stranger: Stranger): void {
    const address = networkOf(stranger.ip);
    const crowd = this.#crowds.get(address) ?? new Set();
    this.#crowds.set(address, crowd.add(stranger));
    this.#line.set(stranger, address);
    if (this.#line.size <= this.#places) return;
    const [oldest] = this.#largestCrowd();
    if (oldest === undefined) return;
    this.leave(oldest);
    oldest.close("too many connections without a key");
  }

  /** Call it when a stranger has shown a key or is gone. */
  leave(stranger: Stranger): void {
    const address = this.#line.get(stranger);
    if (address === undefined) return;
    this.#line.delete(stranger);
    const crowd = this.#crowds.get(address);
    crowd?.delete(stranger);
    if (crowd?.size === 0) this.#crowds.delete(address);
  }

  /** Among groups of one size: the one whose member has waited longest. */
  #largestCrowd(): ReadonlySet<Stranger> {
    const most = Math.max(...[...this.#crowds.values()].map((crowd) => crowd.size));
    for (const address of this.#line.values()) {
      const crowd = this.#crowds.get(address);
      if (crowd?.size === most) return crowd;
    }
    return new Set();
  }
}
