import type { Past } from "@nonstop/contract/archive";
import type { ChannelHouses } from "../houses/channel-houses.ts";
import type { SecondRow } from "../seconds/second-row.ts";
import { readPast, readTakes, writePast, writeTakes } from "./past-store.ts";

type Parts = { storage: DurableObjectStorage; row: SecondRow; houses: ChannelHouses };

/** A channel's past as archives keep it. What is added lies before all that the channel has aired itself, which nothing changes. */
export class ChannelPast {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** The newest page before second `before`, the present when that is undefined, and the facts. */
  read(before: number | undefined, nowMs: number): Past {
    const { storage, row, houses } = this.#o;
    const { edge } = row.advance(nowMs);
    const page = readPast(storage.sql, Math.min(before ?? edge, edge));
    return { page, facts: { houses: [...houses.spans], takes: readTakes(storage.sql) } };
  }

  /** Adds a page, and facts; answers the first second that is known then. */
  add({ page, facts }: Past, nowMs: number): number {
    const { storage, row, houses } = this.#o;
    const { start } = row.advance(nowMs);
    return storage.transactionSync(() => {
      if (facts !== undefined) {
        houses.addPast(facts.houses, start);
        writeTakes(storage.sql, facts.takes, start);
      }
      const first = page === undefined ? start : writePast(storage.sql, page, start);
      row.beginAt(first, nowMs);
      return first;
    });
  }
}
