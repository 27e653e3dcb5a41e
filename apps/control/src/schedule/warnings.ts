/** What the control room should read, by topic, until it is cured. */
export class Warnings {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Sets the warning of a topic; undefined takes it away. */
  set(topic: string, message: string | undefined): void {
    if (message === undefined) this.#sql.exec(`DELETE FROM warning WHERE topic = ?`, topic);
    else this.#sql.exec(`INSERT OR REPLACE INTO warning VALUES (?, ?)`, topic, message);
  }

  /** Replaces all warnings whose topic begins with `prefix` by these, whose topics follow it. */
  replace(prefix: string, messages: ReadonlyMap<string, string>): void {
    this.#sql.exec(`DELETE FROM warning WHERE substr(topic, 1, ?) = ?`, prefix.length, prefix);
    for (const [topic, message] of messages) this.set(prefix + topic, message);
  }

  /** All warnings, by topic. */
  all(): string[] {
    const rows = [...this.#sql.exec<{ message: string }>(`SELECT message FROM warning ORDER BY topic`)];
    return rows.map(({ message }) => message);
  }
}
