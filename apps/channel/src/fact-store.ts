import { Rundown } from "@nonstop/contract/rundown";

function read(sql: SqlStorage, name: string): string | undefined {
  const [row] = sql.exec<{ value: string }>(`SELECT value FROM facts WHERE name = ?`, name);
  return row?.value;
}

function write(sql: SqlStorage, name: string, value: string): void {
  sql.exec(`INSERT OR REPLACE INTO facts VALUES (?, ?)`, name, value);
}

/**
 * The newest rundown that this channel received. A rundown whose shape we no longer know counts as none, so that the
 * channel can still open.
 */
export function readRundown(sql: SqlStorage): Rundown | undefined {
  const value = read(sql, "rundown");
  return value === undefined ? undefined : Rundown.safeParse(JSON.parse(value)).data;
}

/** Keeps the newest rundown. */
export function writeRundown(sql: SqlStorage, rundown: Rundown): void {
  write(sql, "rundown", JSON.stringify(rundown));
}

/** Version of the take list. Each take and each release raises it by one. */
export function readTakesVersion(sql: SqlStorage): number {
  return Number(read(sql, "takes-version") ?? 0);
}

/** Raises the take list's version by one. */
export function bumpTakesVersion(sql: SqlStorage): void {
  write(sql, "takes-version", String(readTakesVersion(sql) + 1));
}
