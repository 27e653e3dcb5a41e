import { Healing } from "@nonstop/contract/healings";
import { log } from "@nonstop/door/log";

const MAX_KEPT = 100;

/** What the station put right by itself, in the `Schedule`'s SQLite. */
export class HealingStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes that something was found and put right. */
  note({ atMs, code, message }: Healing): void {
    this.#sql.exec(`INSERT INTO healing VALUES (?, ?)`, atMs, JSON.stringify({ atMs, code, message }));
    this.#sql.exec(
      `DELETE FROM healing WHERE rowid NOT IN (SELECT rowid FROM healing ORDER BY rowid DESC LIMIT ?)`,
      MAX_KEPT,
    );
    log("healed", { code });
  }

  /** The newest first. */
  all(): Healing[] {
    const rows = [...this.#sql.exec<{ body: string }>(`SELECT body FROM healing ORDER BY rowid DESC`)];
    return rows.flatMap(({ body }) => Healing.safeParse(JSON.parse(body)).data ?? []);
  }
}
