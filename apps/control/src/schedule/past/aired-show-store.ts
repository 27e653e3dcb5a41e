import { Airing } from "@nonstop/contract/airing";
import { AiringId, AssetId } from "@nonstop/contract/names";
import { Second } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import { z } from "zod";

/** A live show that began: what it was while it aired, whatever becomes of its event, and what was made of it. */
export const AiredShow = z.object({
  airing: Airing,
  /** The series that it belongs to, by its entry. */
  show: AiringId.optional(),
  /** It is to join the pool of reruns. */
  rerun: z.boolean(),
  /** Set once it is over: where it ended, and its piece if anything of it aired. */
  over: z.object({ at: Second, piece: AssetId.optional() }).optional(),
});
export type AiredShow = z.infer<typeof AiredShow>;

/** The live shows that began, each by its airing, in the `Schedule`'s SQLite. */
export class AiredShowStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(airing: AiringId): AiredShow | undefined {
    return this.#shows(`SELECT airing, body FROM aired_show WHERE airing = ?`, airing)[0];
  }

  /** Writes a show; with a time when it is to be looked at (epoch ms), without one when it is settled. */
  write(show: AiredShow, dueMs: number | undefined): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO aired_show VALUES (?, ?, ?)`,
      show.airing.id,
      JSON.stringify(show),
      dueMs ?? null,
    );
  }

  /** Those that are not settled yet. */
  unsettled(): AiredShow[] {
    return this.#shows(`SELECT airing, body FROM aired_show WHERE due_ms IS NOT NULL ORDER BY due_ms`);
  }

  /** When the next one is to be looked at (epoch ms). */
  nextDueMs(): number | undefined {
    const query = `SELECT min(due_ms) AS at FROM aired_show`;
    return this.#sql.exec<{ at: number | null }>(query).one().at ?? undefined;
  }

  /** Forgets those that were over before a second. */
  forgetBefore(second: Second): void {
    this.#sql.exec(`DELETE FROM aired_show WHERE json_extract(body, '$.over.at') < ?`, second);
  }

  #shows(query: string, ...bindings: string[]): AiredShow[] {
    const rows = [...this.#sql.exec<{ airing: string; body: string }>(query, ...bindings)];
    return rows.flatMap(({ airing, body }) => {
      const show = AiredShow.safeParse(JSON.parse(body));
      if (show.success) return [show.data];
      // One that cannot be read must not keep the others waiting. It is noted anew as long as its event is there.
      log("aired-show-unreadable", { airing });
      this.#sql.exec(`DELETE FROM aired_show WHERE airing = ?`, airing);
      return [];
    });
  }
}
