import type { AssetIndex } from "@nonstop/contract/asset";
import { Library } from "@nonstop/contract/library";

/** The library's pieces as the schedule needs them. */
export type Piece = Library["assets"][number];

const SEEN_FOR_MS = 48 * 3600_000;

/** What the `Schedule` keeps beside the events: the library, hooks already seen, warnings, and single facts. */
export class StationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** True the first time a hook is seen. Inside the transaction that acts on it. */
  firstSight(hook: string, nowMs: number): boolean {
    return (
      this.#sql.exec(`INSERT OR IGNORE INTO seen VALUES (?, ?) RETURNING hook`, hook, nowMs).toArray()
        .length > 0
    );
  }

  /** Forgets hooks that nobody will deliver again. */
  forgetOldHooks(nowMs: number): void {
    this.#sql.exec(`DELETE FROM seen WHERE at_ms < ?`, nowMs - SEEN_FOR_MS);
  }

  /** Puts a piece into the library; answers whether anything changed. */
  putPiece(index: AssetIndex): boolean {
    const { asset, title, durationSeconds, filler } = index;
    const body = JSON.stringify({ asset, title, durationSeconds, filler } satisfies Piece);
    const before = this.#sql
      .exec<{ body: string }>(`SELECT body FROM asset WHERE asset = ?`, asset)
      .toArray()[0];
    if (before?.body === body) return false;
    this.#sql.exec(`INSERT OR REPLACE INTO asset VALUES (?, ?)`, asset, body);
    return true;
  }

  /** Whether the library has a piece of this name. */
  hasPiece(asset: string): boolean {
    return this.#sql.exec(`SELECT asset FROM asset WHERE asset = ?`, asset).toArray().length > 0;
  }

  /** All pieces, by name. */
  pieces(): Piece[] {
    const rows = [...this.#sql.exec<{ body: string }>(`SELECT body FROM asset ORDER BY asset`)];
    return Library.parse({ assets: rows.map(({ body }): unknown => JSON.parse(body)) }).assets;
  }

  /** Sets the warning of a topic, or takes it away. */
  warn(topic: string, message: string | undefined): void {
    if (message === undefined) this.#sql.exec(`DELETE FROM warning WHERE topic = ?`, topic);
    else this.#sql.exec(`INSERT OR REPLACE INTO warning VALUES (?, ?)`, topic, message);
  }

  /** Replaces all warnings whose topic begins with `prefix`. */
  replaceWarnings(prefix: string, messages: ReadonlyMap<string, string>): void {
    this.#sql.exec(`DELETE FROM warning WHERE substr(topic, 1, ?) = ?`, prefix.length, prefix);
    for (const [topic, message] of messages) this.warn(prefix + topic, message);
  }

  /** All warnings, by topic. */
  warnings(): string[] {
    return [...this.#sql.exec<{ message: string }>(`SELECT message FROM warning ORDER BY topic`)].map(
      (row) => row.message,
    );
  }

  /** A single number kept by name. */
  fact(name: string): number | undefined {
    const row = this.#sql.exec<{ value: string }>(`SELECT value FROM fact WHERE name = ?`, name).toArray()[0];
    return row === undefined ? undefined : Number(row.value);
  }

  /** Keeps a number by name. */
  setFact(name: string, value: number): void {
    this.#sql.exec(`INSERT OR REPLACE INTO fact VALUES (?, ?)`, name, String(value));
  }
}
