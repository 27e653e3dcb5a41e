/** Single numbers that the `Schedule` keeps by name, such as due times. */
export class Facts {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(name: string): number | undefined {
    const row = this.#sql.exec<{ value: string }>(`SELECT value FROM fact WHERE name = ?`, name).toArray()[0];
    return row === undefined ? undefined : Number(row.value);
  }

  write(name: string, value: number): void {
    this.#sql.exec(`INSERT OR REPLACE INTO fact VALUES (?, ?)`, name, String(value));
  }
}
