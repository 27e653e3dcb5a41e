import { Override } from "@nonstop/contract/rundown";

/** Takes are remembered for a day, so that a repeated press stays the same take. */
const KEEP_SECONDS = 86_400;

/** The take of that id, as it was answered, whether it still stands or not. */
export function takenBefore(sql: SqlStorage, id: string): Override | undefined {
  const [row] = sql.exec<{ answer: string }>(`SELECT answer FROM overrides WHERE id = ?`, id);
  return row === undefined ? undefined : Override.parse(JSON.parse(row.answer));
}

/** Overrides that any second from `second` on may still be decided by, oldest first. They never overlap. */
export function standingOverrides(sql: SqlStorage, second: number): Override[] {
  const rows = sql.exec<{ answer: string; to_second: number | null }>(
    `SELECT answer, to_second FROM overrides
     WHERE to_second IS NULL OR (to_second > ? AND to_second > from_second) ORDER BY from_second`,
    second,
  );
  return [...rows].map((row) => {
    const { to: _answered, ...override } = Override.parse(JSON.parse(row.answer));
    return row.to_second === null ? override : { ...override, to: row.to_second };
  });
}

/** Ends every take that would still stand at `from`; answers their ids. */
export function endOverrides(sql: SqlStorage, from: number): string[] {
  const rows = sql.exec<{ id: string }>(
    `UPDATE overrides SET to_second = max(from_second, ?1)
     WHERE to_second IS NULL OR (to_second > ?1 AND to_second > from_second) RETURNING id`,
    from,
  );
  return [...rows].map(({ id }) => id);
}

/** Stores a take; the ones before it end where it begins. */
export function addOverride(sql: SqlStorage, override: Override): void {
  endOverrides(sql, override.from);
  sql.exec(
    `INSERT INTO overrides VALUES (?, ?, ?, ?)`,
    override.id,
    override.from,
    override.to ?? null,
    JSON.stringify(override),
  );
  sql.exec(`DELETE FROM overrides WHERE to_second < ?`, override.from - KEEP_SECONDS);
}
