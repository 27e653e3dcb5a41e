import { AiringPiece } from "@nonstop/contract/airing";
import type { AiringId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";
import type { AiredPiece } from "@nonstop/schedule/blocks/place";
import { z } from "zod";

/** A piece as it was planned into a block, with its collection and the round of that. */
const StoredPiece = AiringPiece.extend({ round: z.int(), collection: z.string() });
export type StoredPiece = z.infer<typeof StoredPiece>;
const StoredPieces = z.array(StoredPiece);

/**
 * What was planned into blocks, and how far their collections have come, in the `Schedule`'s SQLite. A piece that was planned for a second
 * that is over has begun: every change of a plan is written down here before it counts.
 */
export class BlockStore {
  readonly #sql: SqlStorage;
  #blocks: Map<AiringId, readonly StoredPiece[]> | undefined;
  #aired: Map<string, Map<string, AiredPiece>> | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The pieces of every block that is remembered, by start. */
  blocks(): ReadonlyMap<AiringId, readonly StoredPiece[]> {
    return this.#allBlocks();
  }

  /** Writes the pieces of a block; none forgets it. */
  write(airing: AiringId, pieces: readonly StoredPiece[]): void {
    const blocks = this.#allBlocks();
    const before = blocks.get(airing);
    if (JSON.stringify(before ?? []) === JSON.stringify(pieces)) return;
    if (pieces.length === 0) {
      blocks.delete(airing);
      this.#sql.exec(`DELETE FROM block WHERE airing = ?`, airing);
      return;
    }
    blocks.set(airing, pieces);
    this.#sql.exec(`INSERT OR REPLACE INTO block VALUES (?, ?)`, airing, JSON.stringify(pieces));
  }

  /** By collection: its pieces that have begun, each with its newest time. */
  aired(): ReadonlyMap<string, readonly AiredPiece[]> {
    return new Map([...this.#allAired()].map(([collection, pieces]) => [collection, [...pieces.values()]]));
  }

  /** A piece of a collection has begun. */
  noteAired({ collection, asset, start, round }: StoredPiece): void {
    const all = this.#allAired();
    const own = all.get(collection) ?? new Map<string, AiredPiece>();
    all.set(collection, own);
    if ((own.get(asset)?.start ?? -1) >= start) return;
    own.set(asset, { asset, start, round });
    this.#sql.exec(`INSERT OR REPLACE INTO aired_piece VALUES (?, ?, ?, ?)`, collection, asset, start, round);
  }

  #allBlocks(): Map<AiringId, readonly StoredPiece[]> {
    this.#blocks ??= new Map(
      this.#sql
        .exec<{ airing: string; body: string }>(`SELECT airing, body FROM block ORDER BY airing`)
        .toArray()
        .map(({ airing, body }) => [airing, StoredPieces.catch([]).parse(JSON.parse(body))]),
    );
    return this.#blocks;
  }

  #allAired(): Map<string, Map<string, AiredPiece>> {
    if (this.#aired !== undefined) return this.#aired;
    this.#aired = new Map();
    const rows = this.#sql.exec<{ collection: string; asset: string; start_second: Second; round: number }>(
      `SELECT collection, asset, start_second, round FROM aired_piece ORDER BY collection, asset`,
    );
    for (const { collection, asset, start_second: start, round } of rows) {
      const own = this.#aired.get(collection) ?? new Map<string, AiredPiece>();
      this.#aired.set(collection, own.set(asset, { asset, start, round }));
    }
    return this.#aired;
  }
}
