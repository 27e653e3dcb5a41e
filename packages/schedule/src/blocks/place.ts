import type { AssetId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";

/** When a piece began last in a block of its collection, and in which round of the collection that was. */
export type AiredPiece = { asset: AssetId; start: Second; round: number };

/** How far a collection has come: what its blocks have aired, each piece with its newest time. */
export class Place {
  readonly #aired: Map<AssetId, AiredPiece>;
  #last: AiredPiece | undefined;
  #round = 0;

  constructor(aired: Iterable<AiredPiece>) {
    this.#aired = new Map();
    for (const piece of aired) this.note(piece);
  }

  /** The piece that began last. */
  get last(): AssetId | undefined {
    return this.#last?.asset;
  }

  /** The present round: the one in which the newest piece aired. */
  get round(): number {
    return this.#round;
  }

  /** When a piece began last, and in which round. */
  of(asset: AssetId): AiredPiece | undefined {
    return this.#aired.get(asset);
  }

  /** A piece has begun. */
  note(piece: AiredPiece): void {
    const before = this.#aired.get(piece.asset);
    if (before === undefined || before.start <= piece.start) this.#aired.set(piece.asset, piece);
    if (this.#last === undefined || this.#last.start <= piece.start) this.#last = piece;
    this.#round = Math.max(this.#round, piece.round);
  }
}
