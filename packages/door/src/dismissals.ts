import type { Warning } from "@nonstop/contract/warning";

/**
 * The warnings that producers have dismissed, in an object's table `dismissal (id, words)`. A dismissal ends when its warning
 * goes, and when it says something else: `wordsOf` is what must stay the same.
 */
export class Dismissals {
  readonly #sql: SqlStorage;
  readonly #wordsOf: (warning: Warning) => string;

  constructor(sql: SqlStorage, wordsOf: (warning: Warning) => string) {
    this.#sql = sql;
    this.#wordsOf = wordsOf;
  }

  get isEmpty(): boolean {
    return this.#sql.exec(`SELECT id FROM dismissal LIMIT 1`).toArray().length === 0;
  }

  /** Dismisses a warning that stands. */
  dismiss(warning: Warning): void {
    const query = `INSERT OR REPLACE INTO dismissal VALUES (?, ?)`;
    this.#sql.exec(query, warning.id, this.#wordsOf(warning));
  }

  /** Brings back all that was dismissed. */
  recall(): void {
    this.#sql.exec(`DELETE FROM dismissal`);
  }

  /** The warnings to show of all that stand, and how many are dismissed. */
  shown(standing: readonly Warning[]): { warnings: Warning[]; dismissed: number } {
    const rows = [...this.#sql.exec<{ id: string; words: string }>(`SELECT id, words FROM dismissal`)];
    if (rows.length === 0) return { warnings: [...standing], dismissed: 0 };
    const words = new Map(rows.map((row) => [row.id, row.words]));
    const isDismissed = (warning: Warning): boolean => words.get(warning.id) === this.#wordsOf(warning);
    const dismissed = new Set(standing.filter(isDismissed).map(({ id }) => id));
    for (const { id } of rows)
      if (!dismissed.has(id)) this.#sql.exec(`DELETE FROM dismissal WHERE id = ?`, id);
    return { warnings: standing.filter((warning) => !isDismissed(warning)), dismissed: dismissed.size };
  }
}
