import type { AssetIndex } from "@nonstop/contract/asset";
import { Library } from "@nonstop/contract/library";

/** The library's pieces as the schedule needs them. */
export type Piece = Library["assets"][number];

/** The pieces of the library, in the `Schedule`'s SQLite. */
export class PieceStore {
  readonly #sql: SqlStorage;
  #changes = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Goes up with every change, from when the object started. */
  get changes(): number {
    return this.#changes;
  }

  /** Writes a piece; answers whether that changed anything. */
  write({ asset, title, durationSeconds, filler }: AssetIndex): boolean {
    const body = JSON.stringify({ asset, title, durationSeconds, filler } satisfies Piece);
    const query = `SELECT body FROM asset WHERE asset = ?`;
    if (this.#sql.exec<{ body: string }>(query, asset).toArray()[0]?.body === body) return false;
    this.#sql.exec(`INSERT OR REPLACE INTO asset VALUES (?, ?)`, asset, body);
    this.#changes += 1;
    return true;
  }

  /** Whether there is a piece of this name. */
  has(asset: string): boolean {
    return this.#sql.exec(`SELECT asset FROM asset WHERE asset = ?`, asset).toArray().length > 0;
  }

  /** All pieces, by name. */
  all(): Piece[] {
    const rows = [...this.#sql.exec<{ body: string }>(`SELECT body FROM asset ORDER BY asset`)];
    return Library.parse({ assets: rows.map(({ body }): unknown => JSON.parse(body)) }).assets;
  }
}
