import { DatabaseSync, type StatementSync } from "node:sqlite";

type Binding = string | number | null;

/** What a statement answers, as Durable Objects have it. */
class Rows {
  readonly #rows: unknown[];

  constructor(rows: unknown[]) {
    this.#rows = rows;
  }

  toArray(): unknown[] {
    return this.#rows;
  }

  one(): unknown {
    if (this.#rows.length !== 1) throw new Error(`one() of ${this.#rows.length} rows`);
    return this.#rows[0];
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.#rows[Symbol.iterator]();
  }
}

/** The storage of a Durable Object in this process: SQLite in memory, and an alarm that nobody sets off but its owner. */
export class StorageInMemory {
  readonly #database = new DatabaseSync(":memory:");
  readonly #prepared = new Map<string, StatementSync>();
  alarmMs: number | undefined;
  readonly sql = {
    exec: (query: string, ...bindings: Binding[]): Rows => {
      // Several statements at once, as migrations are.
      if (bindings.length === 0 && /;\s*\S/.test(query)) {
        this.#database.exec(query);
        return new Rows([]);
      }
      const statement = this.#prepared.get(query) ?? this.#database.prepare(query);
      this.#prepared.set(query, statement);
      return new Rows(statement.all(...bindings));
    },
  };

  transactionSync<T>(act: () => T): T {
    this.#database.exec("SAVEPOINT act");
    try {
      const result = act();
      this.#database.exec("RELEASE act");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK TO act; RELEASE act");
      throw error;
    }
  }

  setAlarm(atMs: number): Promise<void> {
    this.alarmMs = atMs;
    return Promise.resolve();
  }
}
