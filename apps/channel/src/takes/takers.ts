import { AS_RUN_DAYS } from "@nonstop/contract/channel-object";
import type { Take } from "@nonstop/contract/rundown";

/** Writes down who took, for as long as the as-run tells of the take. */
export function addTaker(sql: SqlStorage, { id, from, by }: Take): void {
  sql.exec(`DELETE FROM takers WHERE from_second < ?`, from - AS_RUN_DAYS * 86_400);
  if (by !== undefined) sql.exec(`INSERT OR REPLACE INTO takers VALUES (?, ?, ?)`, id, from, by);
}

/** Who took what stands in these spans, by the take's id. */
export function takersOf(
  sql: SqlStorage,
  spans: readonly { take?: string | undefined }[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const id of new Set(spans.map(({ take }) => take))) {
    if (id === undefined) continue;
    const [row] = sql.exec<{ name: string }>(`SELECT name FROM takers WHERE take = ?`, id);
    if (row !== undefined) names.set(id, row.name);
  }
  return names;
}
