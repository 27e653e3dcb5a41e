import { log } from "@nonstop/door/log";
import { Promo } from "./promo.ts";

/** The promos that the station has made or is making, in the `Schedule`'s SQLite. */
export class PromoStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** All of them, by name. One that cannot be read is forgotten: its piece stays, and can be deleted by hand. */
  all(): Promo[] {
    const rows = this.#sql.exec<{ asset: string; body: string }>(
      `SELECT asset, body FROM promo ORDER BY asset`,
    );
    return [...rows].flatMap(({ asset, body }) => {
      const promo = Promo.safeParse(JSON.parse(body));
      if (promo.success) return [promo.data];
      log("promo-unreadable", { asset });
      this.remove(asset);
      return [];
    });
  }

  write(promo: Promo): void {
    const { asset, dueMs } = promo;
    this.#sql.exec(
      `INSERT OR REPLACE INTO promo VALUES (?, ?, ?)`,
      asset,
      JSON.stringify(promo),
      dueMs ?? null,
    );
  }

  remove(asset: string): void {
    this.#sql.exec(`DELETE FROM promo WHERE asset = ?`, asset);
  }

  /** When the next one is to be looked at (epoch ms). */
  nextDueMs(): number | undefined {
    const query = `SELECT min(due_ms) AS at FROM promo`;
    return this.#sql.exec<{ at: number | null }>(query).one().at ?? undefined;
  }
}
