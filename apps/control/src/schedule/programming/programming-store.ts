import type { AssetId } from "@nonstop/contract/names";
import { Programming, STATION_PROGRAMMING } from "@nonstop/contract/programming";
import type { Rundown } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { airedSoFar } from "@nonstop/schedule/filler/aired-so-far";

/** How gaps are filled by the team's published settings, and when each piece was last on, in the `Schedule`'s SQLite. */
export class ProgrammingStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The settings of the team; the station's own where none are published. */
  programming(): Programming {
    const [row] = this.#sql.exec<{ body: string }>(`SELECT body FROM programming WHERE id = 1`).toArray();
    return (row && Programming.safeParse(JSON.parse(row.body)).data) ?? STATION_PROGRAMMING;
  }

  /** Keeps the settings; answers whether they are others now. */
  replace(programming: Programming): boolean {
    if (JSON.stringify(programming) === JSON.stringify(this.programming())) return false;
    this.#sql.exec(`INSERT OR REPLACE INTO programming VALUES (1, ?)`, JSON.stringify(programming));
    return true;
  }

  /** The end of each piece's last airing, as far as it was noted. */
  aired(): Map<AssetId, Second> {
    const rows = this.#sql.exec<{ asset: string; until: number }>(`SELECT asset, until FROM last_on_air`);
    return new Map([...rows].map(({ asset, until }) => [asset, until]));
  }

  /** Notes what a rundown has put on air before `now`: the next rundown does not tell of it any more. */
  note(rundown: Rundown, now: Second): void {
    const known = this.aired();
    for (const [asset, until] of airedSoFar(rundown, now))
      if (known.get(asset) !== until)
        this.#sql.exec(`INSERT OR REPLACE INTO last_on_air VALUES (?, ?)`, asset, until);
  }
}
