import type { AssetId } from "@nonstop/contract/names";
import type { Item, Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { AiredPieces } from "./aired-pieces.ts";
import { TAIL_SECONDS } from "./span-ends.ts";
import { isPoolItem, type PoolItem } from "./filler-items.ts";

/** A filler item of the rundown in force; `wasUntil`: when its piece was last on before it, as it was planned. */
export type PlannedFiller = PoolItem & { wasUntil: Second | undefined };

/** The filler that the rundown in force has planned. People have seen it: what may stay of it is not chosen anew. */
export class KeptFiller {
  readonly #items: PlannedFiller[] = [];
  readonly #at = new Map<Second, number>();
  readonly #to: Second;

  /** `aired`: when each piece was last on before the rundown in force began. */
  constructor(inForce: Rundown | undefined, aired: ReadonlyMap<AssetId, Second>) {
    const before = new AiredPieces(aired, "");
    this.#to = inForce?.to ?? 0;
    for (const item of inForce?.items ?? []) {
      if (isPoolItem(item)) {
        this.#at.set(item.start, this.#items.length);
        this.#items.push({ ...item, wasUntil: before.until(item.room.asset) });
      }
      before.note(item);
    }
  }

  /** The items back to back from `start` to the first one that ends where a span may: at a full hour, or at the end of the gap. */
  from(start: Second, endsSpan: (second: Second) => boolean): PlannedFiller[] | undefined {
    const kept: PlannedFiller[] = [];
    let at = start;
    for (let index = this.#at.get(start) ?? Infinity; ; index += 1) {
      const item = this.#items[index];
      if (item?.start !== at) return undefined;
      kept.push(item);
      at = item.end;
      // The last item of a rundown may end with it, and not where it was meant to.
      if (endsSpan(at)) return at < this.#to ? kept : undefined;
    }
  }

  /**
   * The item from `start` alone, in a gap that ends at `gapEnd`: where the gap ended there before, or that end is not in view yet.
   */
  one(start: Second, gapEnd: Second): PlannedFiller[] | undefined {
    const index = this.#at.get(start) ?? Infinity;
    const item = this.#items[index];
    if (item === undefined || item.end >= this.#to) return undefined;
    let last = index;
    while (this.#items[last + 1]?.start === this.#items[last]?.end) last += 1;
    const endsAsBefore = this.#items[last]?.end === gapEnd;
    return endsAsBefore || item.end <= gapEnd - TAIL_SECONDS ? [item] : undefined;
  }

  /** The pieces planned in `[from, to)`, in the order of air. */
  piecesIn(from: Second, to: Second): Set<AssetId> {
    const within = this.#items.filter(({ start }) => from <= start && start < to);
    return new Set(within.map(({ room }) => room.asset));
  }
}

/** An item of the rundown without what only planning needs to know. */
export function itemOf({ wasUntil: _wasUntil, ...item }: PlannedFiller): Item {
  return item;
}
