import { DurableObject } from "cloudflare:workers";
import { secondOf } from "@nonstop/contract/time";
import { clock } from "@nonstop/door/clock";
import type { Session, SessionsObject } from "@nonstop/door/session";
import type { Env } from "../env.ts";

type Row = { id: string; name: string; expires_at: number; token_mark: string };

/** The producers' sessions. One object, named `station`. They outlast a restart, and one that was ended is gone. */
export class Sessions extends DurableObject<Env> implements SessionsObject {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS session (
         id TEXT PRIMARY KEY, name TEXT NOT NULL, expires_at INTEGER NOT NULL, token_mark TEXT NOT NULL)`,
    );
  }

  /** Keeps a session that was opened. */
  open({ id, name, expiresAt, tokenMark }: Session): void {
    this.#sql.exec(`DELETE FROM session WHERE expires_at <= ?`, secondOf(clock.nowMs()));
    this.#sql.exec(`INSERT INTO session VALUES (?, ?, ?, ?)`, id, name, expiresAt, tokenMark);
  }

  /** Ends a session. */
  end(id: string): void {
    this.#sql.exec(`DELETE FROM session WHERE id = ?`, id);
  }

  /** All sessions that have not expired. */
  all(): Session[] {
    const rows = this.#sql.exec<Row>(`SELECT * FROM session WHERE expires_at > ?`, secondOf(clock.nowMs()));
    return [...rows].map(({ id, name, expires_at: expiresAt, token_mark: tokenMark }) => ({
      id,
      name,
      expiresAt,
      tokenMark,
    }));
  }
}
