import { z } from "zod";

/** An announcement that waits for a subscriber; `atMs` is when it happened. */
export type Waiting = { id: string; atMs: number; body: string; tries: number };

/** How it goes with a subscriber: failures in a row since the last that worked, and when the next try is due. */
const Line = z.object({
  deliveredMs: z.number().optional(),
  failures: z.int().min(0).default(0),
  restsUntilMs: z.number().default(0),
  problem: z.string().optional(),
});
export type Line = z.infer<typeof Line>;

/** More than anybody reads afterwards: the oldest goes. */
const MAX_WAITING = 500;

/** What waits for subscribers, how it goes with each, and what was announced, in the `Schedule`'s SQLite. */
export class AnnouncementStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Puts an announcement at the end of a subscriber's line. */
  add(subscriber: string, { id, atMs, body }: Omit<Waiting, "tries">): void {
    this.#sql.exec(`INSERT INTO announcement VALUES (?, ?, ?, ?, 0)`, subscriber, id, atMs, body);
    this.#sql.exec(
      `DELETE FROM announcement WHERE subscriber = ?1 AND rowid NOT IN (
         SELECT rowid FROM announcement WHERE subscriber = ?1 ORDER BY rowid DESC LIMIT ?2)`,
      subscriber,
      MAX_WAITING,
    );
  }

  /** The announcement that waits longest for a subscriber. */
  first(subscriber: string): Waiting | undefined {
    const query = `SELECT id, at_ms, body, tries FROM announcement WHERE subscriber = ? ORDER BY rowid LIMIT 1`;
    const row = this.#sql
      .exec<{ id: string; at_ms: number; body: string; tries: number }>(query, subscriber)
      .toArray()[0];
    return row && { id: row.id, atMs: row.at_ms, body: row.body, tries: row.tries };
  }

  waiting(subscriber: string): number {
    const query = `SELECT count(*) AS n FROM announcement WHERE subscriber = ?`;
    return this.#sql.exec<{ n: number }>(query, subscriber).one().n;
  }

  tried(subscriber: string, id: string): void {
    this.#sql.exec(
      `UPDATE announcement SET tries = tries + 1 WHERE subscriber = ? AND id = ?`,
      subscriber,
      id,
    );
  }

  remove(subscriber: string, id: string): void {
    this.#sql.exec(`DELETE FROM announcement WHERE subscriber = ? AND id = ?`, subscriber, id);
  }

  line(subscriber: string): Line {
    const query = `SELECT body FROM subscriber WHERE name = ?`;
    const row = this.#sql.exec<{ body: string }>(query, subscriber).toArray()[0];
    return Line.parse(row === undefined ? {} : JSON.parse(row.body));
  }

  writeLine(subscriber: string, line: Line): void {
    this.#sql.exec(`INSERT OR REPLACE INTO subscriber VALUES (?, ?)`, subscriber, JSON.stringify(line));
  }

  /** What was announced of a topic, by what it is about. */
  announced<T>(topic: string, schema: z.ZodType<T>): Map<string, T> {
    const query = `SELECT about, body FROM announced WHERE topic = ?`;
    const rows = [...this.#sql.exec<{ about: string; body: string }>(query, topic)];
    return new Map(
      rows.flatMap(({ about, body }) => {
        const read = schema.safeParse(JSON.parse(body));
        return read.success ? [[about, read.data] as const] : [];
      }),
    );
  }

  /** Notes what was announced of a topic, in place of what was noted before. */
  note(topic: string, all: ReadonlyMap<string, unknown>): void {
    this.#sql.exec(`DELETE FROM announced WHERE topic = ?`, topic);
    for (const [about, value] of all)
      this.#sql.exec(`INSERT INTO announced VALUES (?, ?, ?)`, topic, about, JSON.stringify(value));
  }

  /** Forgets all that is not of these subscribers. Without any, also what was announced: whoever comes later begins anew. */
  keepOnly(subscribers: readonly string[]): void {
    const names = JSON.stringify(subscribers);
    this.#sql.exec(
      `DELETE FROM announcement WHERE subscriber NOT IN (SELECT value FROM json_each(?))`,
      names,
    );
    this.#sql.exec(`DELETE FROM subscriber WHERE name NOT IN (SELECT value FROM json_each(?))`, names);
    if (subscribers.length === 0) this.#sql.exec(`DELETE FROM announced`);
  }
}
