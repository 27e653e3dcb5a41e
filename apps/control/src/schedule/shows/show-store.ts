import { Show } from "./show.ts";

/** The shows that are published, in the `Schedule`'s SQLite. */
export class ShowStore {
  readonly #sql: SqlStorage;
  readonly #read = new Map<string, Show | undefined>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(entry: string): Show | undefined {
    if (!this.#read.has(entry)) {
      const [row] = this.#sql
        .exec<{ body: string }>(`SELECT body FROM show WHERE entry = ?`, entry)
        .toArray();
      this.#read.set(entry, row && Show.safeParse(JSON.parse(row.body)).data);
    }
    return this.#read.get(entry);
  }

  /** Keeps a show. Answers whether its events are asked for something else by that. */
  keep(show: Show): boolean {
    const before = this.find(show.entry);
    if (JSON.stringify(before) === JSON.stringify(show)) return false;
    this.#sql.exec(`INSERT OR REPLACE INTO show VALUES (?, ?)`, show.entry, JSON.stringify(show));
    this.#read.set(show.entry, show);
    return asked(before) !== asked(show);
  }

  /** Forgets a show. Answers whether it was there. */
  forget(entry: string): boolean {
    const wasThere = this.find(entry) !== undefined;
    this.#sql.exec(`DELETE FROM show WHERE entry = ?`, entry);
    this.#read.set(entry, undefined);
    return wasThere;
  }

  entries(): string[] {
    return this.#sql
      .exec<{ entry: string }>(`SELECT entry FROM show`)
      .toArray()
      .map(({ entry }) => entry);
  }
}

// What its events are asked for, and named by.
function asked(show: Show | undefined): string {
  return JSON.stringify([show?.defaults, show?.face]);
}
