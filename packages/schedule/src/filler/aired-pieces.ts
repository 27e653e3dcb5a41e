import { markOf } from "@nonstop/contract/mark";
import type { AssetId } from "@nonstop/contract/names";
import type { Item } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";

/** Pieces that aired within the same hour are shuffled, so that a pool does not come round in the same order each time. */
const SHUFFLED_SECONDS = 3600;

type Aged = { asset: AssetId; addedAt?: Second | undefined };
/** `hour`: in which it was last on, -1 for never. `order`: what shuffles it among its like. */
type Freshness = { hour: number; order: number };

/** When each piece was last on, as a plan is made from its first second to its last. */
export class AiredPieces {
  readonly #until: Map<AssetId, Second>;
  readonly #seed: string;
  readonly #freshness = new Map<AssetId, Freshness>();

  /** `until`: the end of each piece's last airing before the plan begins. The same `seed` gives the same order. */
  constructor(until: ReadonlyMap<AssetId, Second>, seed: string) {
    this.#until = new Map(until);
    this.#seed = seed;
  }

  /** The end of its last airing so far; undefined when it never aired. */
  until(asset: AssetId): Second | undefined {
    return this.#until.get(asset);
  }

  /** What an item airs of the library has aired by its end. */
  note({ room, end }: Pick<Item, "room" | "end">): void {
    if (room.kind !== "asset" || end <= (this.#until.get(room.asset) ?? -1)) return;
    this.#until.set(room.asset, end);
    this.#freshness.delete(room.asset);
  }

  /** How long it has not been on in `second`, in seconds. */
  restedFor(asset: AssetId, second: Second): number {
    return second - (this.#until.get(asset) ?? -Infinity);
  }

  /** The freshest first: what never aired, the newest of the library before the older; then what aired longest ago. */
  freshestFirst<P extends Aged>(pieces: readonly P[]): P[] {
    return pieces
      .map((piece) => ({ piece, ...this.#freshnessOf(piece.asset) }))
      .sort(
        (a, b) => a.hour - b.hour || (a.hour < 0 ? newestFirst(a.piece, b.piece) : 0) || a.order - b.order,
      )
      .map(({ piece }) => piece);
  }

  #freshnessOf(asset: AssetId): Freshness {
    const known = this.#freshness.get(asset);
    if (known !== undefined) return known;
    const until = this.#until.get(asset);
    const hour = until === undefined ? -1 : Math.floor(until / SHUFFLED_SECONDS);
    const order = Number.parseInt(markOf(`${this.#seed} ${asset} ${until ?? "never"}`), 16);
    const freshness = { hour, order };
    this.#freshness.set(asset, freshness);
    return freshness;
  }
}

function newestFirst(a: Aged, b: Aged): number {
  return (b.addedAt ?? 0) - (a.addedAt ?? 0);
}
