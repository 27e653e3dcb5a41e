import { Warning, type WarningCode, weightOf } from "@nonstop/contract/warning";
import { present } from "@nonstop/contract/present";

/** What is told of a topic. */
export type ToldWarning = { code: WarningCode; message: string; cure?: string };

/** What the control room should read of the station itself, by topic, until it is cured. */
export class WarningStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Sets the warning of a topic; undefined takes it away. */
  set(topic: string, told: ToldWarning | undefined): void {
    if (told === undefined) {
      this.#sql.exec(`DELETE FROM station_warning WHERE topic = ?`, topic);
      return;
    }
    const { code, message, cure } = told;
    const warning = { id: topic, code, weight: weightOf(code), message, ...present({ cure }) };
    const body = JSON.stringify(warning satisfies Warning);
    this.#sql.exec(`INSERT OR REPLACE INTO station_warning VALUES (?, ?)`, topic, body);
  }

  /** Takes away all warnings whose topic begins with `prefix`. */
  clear(prefix: string): void {
    this.#sql.exec(`DELETE FROM station_warning WHERE substr(topic, 1, ?) = ?`, prefix.length, prefix);
  }

  /** All warnings, by topic. One of an older version of the station that cannot be read is left out. */
  all(): Warning[] {
    const rows = [...this.#sql.exec<{ body: string }>(`SELECT body FROM station_warning ORDER BY topic`)];
    return rows.flatMap(({ body }) => Warning.safeParse(JSON.parse(body)).data ?? []);
  }
}
