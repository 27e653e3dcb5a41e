import { log } from "@nonstop/door/log";
import { Import } from "./import.ts";

/** The imports, in the `Schedule`'s SQLite. */
export class ImportStore {
  readonly #sql: SqlStorage;
  #changes = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Goes up with every change, from when the object started. */
  get changes(): number {
    return this.#changes;
  }

  /** An import by its id. */
  read(id: string): Import | undefined {
    return this.#imports(`SELECT id, body FROM import WHERE id = ?`, id)[0];
  }

  /** Writes an import. */
  write(one: Import): void {
    this.#changes += 1;
    this.#sql.exec(
      `INSERT OR REPLACE INTO import (id, body, asset, asked_ms, is_over, due_ms) VALUES (?, ?, ?, ?, ?, ?)`,
      one.id,
      JSON.stringify(one),
      one.asset,
      one.askedMs,
      one.ended === undefined ? 0 : 1,
      one.dueMs ?? null,
    );
  }

  /** Takes an import out for good. */
  remove(id: string): void {
    this.#changes += 1;
    this.#sql.exec(`DELETE FROM import WHERE id = ?`, id);
  }

  /** The import that is under way for a piece of this name. */
  underWay(asset: string): Import | undefined {
    return this.#imports(`SELECT id, body FROM import WHERE asset = ? AND is_over = 0`, asset)[0];
  }

  /** All imports that are under way, the oldest first. */
  allUnderWay(): Import[] {
    return this.#imports(`SELECT id, body FROM import WHERE is_over = 0 ORDER BY asked_ms, id`);
  }

  /** The newest imports. */
  newest(limit: number): Import[] {
    return this.#imports(`SELECT id, body FROM import ORDER BY asked_ms DESC, id LIMIT ?`, limit);
  }

  /** Imports to look at now, the one that waits longest first. */
  due(nowMs: number, limit: number): Import[] {
    return this.#imports(
      `SELECT id, body FROM import WHERE due_ms <= ? ORDER BY due_ms LIMIT ?`,
      nowMs,
      limit,
    );
  }

  /** When the next import is due that is not due yet (epoch ms). */
  nextDueMs(nowMs: number): number | undefined {
    const query = `SELECT min(due_ms) AS at FROM import WHERE due_ms > ?`;
    return this.#sql.exec<{ at: number | null }>(query, nowMs).one().at ?? undefined;
  }

  /** Forgets what was over before. */
  forgetOver(beforeMs: number): void {
    this.#sql.exec(
      `DELETE FROM import WHERE is_over = 1 AND due_ms IS NULL
        AND json_extract(body, '$.ended.atMs') < ?`,
      beforeMs,
    );
  }

  #imports(query: string, ...bindings: (string | number)[]): Import[] {
    const rows = [...this.#sql.exec<{ id: string; body: string }>(query, ...bindings)];
    return rows.flatMap(({ id, body }) => {
      const one = Import.safeParse(JSON.parse(body));
      if (one.success) return [one.data];
      // One that cannot be read must not keep the others waiting.
      log("import-unreadable", { import: id });
      this.#sql.exec(`UPDATE import SET due_ms = NULL, is_over = 1 WHERE id = ?`, id);
      return [];
    });
  }
}
