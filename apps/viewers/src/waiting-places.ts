import type { MiddlewareHandler } from "hono";
import { clock } from "@nonstop/door/clock";
import { askedBy } from "@nonstop/door/rate-limits";
import { refusal } from "@nonstop/door/refusal";

/** Most clients of one isolate that may wait for what is not listed yet. An isolate has 128 MB. */
const MAX_WAITING = 5000;
/** Most of them behind one address: a crowd of 125 players that no cache stands before. */
const MAX_WAITING_OF_ADDRESS = 500;
/** A place whose client has left without a word is free after this long. Nobody waits longer. */
const HELD_MS = 15_000;

type Place = { address: string | undefined; untilMs: number };

/** The places of those who wait. Pure but for what it counts. */
export class WaitingPlaces {
  readonly #max: { inAll: number; ofAddress: number };
  /** In the order they were taken, which is the order in which they end. */
  readonly #taken = new Set<Place>();
  readonly #ofAddress = new Map<string, number>();

  constructor(max: { inAll: number; ofAddress: number }) {
    this.#max = max;
  }

  /** Takes a place. `crowded`: this address has all that one may have. `full`: nobody gets any. */
  take(
    address: string | undefined,
    nowMs: number,
  ): { kind: "taken"; leave: () => void } | { kind: "crowded" } | { kind: "full" } {
    for (const place of this.#taken) {
      if (place.untilMs > nowMs) break;
      this.#leave(place);
    }
    if (address !== undefined && (this.#ofAddress.get(address) ?? 0) >= this.#max.ofAddress)
      return { kind: "crowded" };
    if (this.#taken.size >= this.#max.inAll) return { kind: "full" };
    const place: Place = { address, untilMs: nowMs + HELD_MS };
    this.#taken.add(place);
    if (address !== undefined) this.#ofAddress.set(address, (this.#ofAddress.get(address) ?? 0) + 1);
    return { kind: "taken", leave: () => this.#leave(place) };
  }

  #leave(place: Place): void {
    if (!this.#taken.delete(place) || place.address === undefined) return;
    const others = (this.#ofAddress.get(place.address) ?? 1) - 1;
    if (others === 0) this.#ofAddress.delete(place.address);
    else this.#ofAddress.set(place.address, others);
  }
}

/** The places of this isolate. */
export const isolatePlaces = new WaitingPlaces({ inAll: MAX_WAITING, ofAddress: MAX_WAITING_OF_ADDRESS });

/** Lets a client wait only while there is a place for it. */
export function placeToWait(places: WaitingPlaces): MiddlewareHandler {
  return async (c, next) => {
    const place = places.take(askedBy(c.req.raw), clock.nowMs());
    if (place.kind === "taken") {
      try {
        await next();
      } finally {
        place.leave();
      }
      return undefined;
    }
    const cure = "Wait a second.";
    const answer =
      place.kind === "full"
        ? refusal(503, "full-house", "Too many players wait already.", { cure, cacheSeconds: 1 })
        : // Only this address is refused, so no cache may keep the answer for others.
          refusal(429, "too-many", "Too many players of your address wait already.", { cure });
    answer.headers.set("retry-after", "1");
    return answer;
  };
}
