import type { Airing } from "@nonstop/contract/airing";
import type { AiringId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";

type Looked = { start: Second; end: Second; aired: boolean };

/** Which airings were on air at all, in the `Schedule`'s SQLite. */
export class AiredAirings {
  readonly #sql: SqlStorage;
  #changes = 0;
  #read: Map<AiringId, Looked> | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Goes up with every change, from when the object started. */
  get changes(): number {
    return this.#changes;
  }

  /** Whether an airing was on air, as it stands now; undefined while nobody has looked. */
  of({ id, start, end }: Pick<Airing, "id" | "start" | "end">): boolean | undefined {
    const looked = this.#all().get(id);
    if (looked === undefined || looked.start !== start) return undefined;
    // It has been given more time since.
    return looked.aired || looked.end === end ? looked.aired : undefined;
  }

  /** Notes whether an airing was on air. */
  note({ id, start, end }: Pick<Airing, "id" | "start" | "end">, aired: boolean): void {
    this.#all().set(id, { start, end, aired });
    const query = `INSERT OR REPLACE INTO aired_airing VALUES (?, ?, ?, ?)`;
    this.#sql.exec(query, id, start, end, aired ? 1 : 0);
    this.#changes += 1;
  }

  /** Forgets airings that ended before a second. */
  forgetBefore(second: Second): void {
    for (const [id, { end }] of this.#all()) if (end < second) this.#all().delete(id);
    this.#sql.exec(`DELETE FROM aired_airing WHERE end_second < ?`, second);
  }

  #all(): Map<AiringId, Looked> {
    this.#read ??= new Map(
      this.#sql
        .exec<{ airing: string; start_second: number; end_second: number; aired: number }>(
          `SELECT airing, start_second, end_second, aired FROM aired_airing`,
        )
        .toArray()
        .map((row) => [row.airing, { start: row.start_second, end: row.end_second, aired: row.aired === 1 }]),
    );
    return this.#read;
  }
}
