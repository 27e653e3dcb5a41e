import type { Second } from "@nonstop/contract/time";
import { Episode } from "./episode.ts";

/** The episodes that the station made, in the `Schedule`'s SQLite. */
export class EpisodeStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The entries of all shows that have episodes. */
  shows(): string[] {
    const rows = this.#sql.exec<{ show: string }>(`SELECT DISTINCT show FROM episode ORDER BY show`);
    return rows.toArray().map(({ show }) => show);
  }

  /** The episodes of a show, by occurrence. */
  of(show: string): Episode[] {
    return this.#sql
      .exec<{ body: string }>(`SELECT body FROM episode WHERE show = ? ORDER BY occurrence`, show)
      .toArray()
      .flatMap(({ body }) => Episode.safeParse(JSON.parse(body)).data ?? []);
  }

  write(episode: Episode): void {
    const { entry, show, occurrence } = episode;
    this.#sql.exec(
      `INSERT OR REPLACE INTO episode VALUES (?, ?, ?, ?)`,
      entry,
      show,
      occurrence,
      JSON.stringify(episode),
    );
  }

  remove(entry: string): void {
    this.#sql.exec(`DELETE FROM episode WHERE entry = ?`, entry);
  }

  /** Forgets episodes whose occurrence was before `second`: they are never made again. */
  forgetBefore(second: Second): void {
    this.#sql.exec(`DELETE FROM episode WHERE occurrence < ?`, second);
  }
}
