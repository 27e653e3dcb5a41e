/** How far a vendor's list of changes was read, by name, in the `Schedule`'s SQLite. */
export class CursorStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(name: string): string | undefined {
    const query = `SELECT value FROM cursor WHERE name = ?`;
    return this.#sql.exec<{ value: string }>(query, name).toArray()[0]?.value;
  }

  /** Keeps a cursor; undefined forgets it. */
  write(name: string, value: string | undefined): void {
    if (value === undefined) this.#sql.exec(`DELETE FROM cursor WHERE name = ?`, name);
    else this.#sql.exec(`INSERT OR REPLACE INTO cursor VALUES (?, ?)`, name, value);
  }
}
