import type { AssetIndex } from "@nonstop/contract/asset";
import { AssetSource, type PastSource } from "@nonstop/contract/asset-source";
import type { AssetId } from "@nonstop/contract/names";

type Row = { asset: AssetId; body: string };
/** Where a piece's media lies; undefined for chunks in no folder. */
type Source = AssetSource | undefined;

/**
 * Where the media of each piece lies, as its index says, in the `Schedule`'s SQLite. The schedule alone writes indexes that have no chunks
 * of their own, and notes them here before it does: whatever may be read of the channel's past stands here.
 */
export class PieceSources {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes where an index says that its media lies. */
  note({ asset, source }: Pick<AssetIndex, "asset" | "source">): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO piece_source VALUES (?, ?)`,
      asset,
      JSON.stringify(source ?? null),
    );
  }

  /** The piece has left the library. */
  forget(asset: AssetId): void {
    this.#sql.exec(`DELETE FROM piece_source WHERE asset = ?`, asset);
  }

  /** All that are noted. */
  all(): Map<AssetId, Source> {
    const rows = [...this.#sql.exec<Row>(`SELECT asset, body FROM piece_source ORDER BY asset`)];
    return new Map(
      rows.map(({ asset, body }) => [asset, AssetSource.nullable().parse(JSON.parse(body)) ?? undefined]),
    );
  }

  /** The pieces that are of the channel's past. */
  ofPast(): { asset: AssetId; source: PastSource }[] {
    return [...this.all()].flatMap(([asset, source]) => (source?.kind === "past" ? [{ asset, source }] : []));
  }
}
