const SEEN_FOR_MS = 48 * 3600_000;

/** The webhooks that were recorded, by their marks. */
export class SeenHooks {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** True the first time a mark is seen. Inside the transaction that acts on it. */
  firstSight(mark: string, nowMs: number): boolean {
    const query = `INSERT OR IGNORE INTO seen VALUES (?, ?) RETURNING hook`;
    return this.#sql.exec(query, mark, nowMs).toArray().length > 0;
  }

  /** Forgets webhooks that nobody will deliver again. */
  forgetOld(nowMs: number): void {
    this.#sql.exec(`DELETE FROM seen WHERE at_ms < ?`, nowMs - SEEN_FOR_MS);
  }
}
