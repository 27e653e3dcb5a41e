/** Pieces that were deleted and whose media is still in R2, because a playout may need it; in the `Schedule`'s SQLite. */
export class LeavingPieces {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The media of a piece is to go, and is looked at from `atMs` on. */
  add(asset: string, atMs: number): void {
    this.#sql.exec(`INSERT OR REPLACE INTO leaving_piece VALUES (?, ?)`, asset, atMs);
  }

  /** Its media has gone. */
  gone(asset: string): void {
    this.#sql.exec(`DELETE FROM leaving_piece WHERE asset = ?`, asset);
  }

  has(asset: string): boolean {
    return this.names().includes(asset);
  }

  /** All of them, by name. */
  names(): string[] {
    const rows = this.#sql.exec<{ asset: string }>(`SELECT asset FROM leaving_piece ORDER BY asset`);
    return [...rows].map(({ asset }) => asset);
  }

  /** Those to look at now. */
  due(nowMs: number): string[] {
    const query = `SELECT asset FROM leaving_piece WHERE due_ms <= ? ORDER BY due_ms`;
    return [...this.#sql.exec<{ asset: string }>(query, nowMs)].map(({ asset }) => asset);
  }

  /** When the next one is to be looked at (epoch ms). */
  nextDueMs(): number | undefined {
    const query = `SELECT min(due_ms) AS at FROM leaving_piece`;
    return this.#sql.exec<{ at: number | null }>(query).one().at ?? undefined;
  }
}
