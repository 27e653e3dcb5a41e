import { AS_RUN_DAYS } from "@nonstop/contract/channel-object";
import { present } from "@nonstop/contract/present";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { Take } from "@nonstop/contract/rundown";

/** Writes down who took, for as long as the as-run tells of the take. */
export function addTaker(sql: SqlStorage, { id, from, by }: Take): void {
  sql.exec(`DELETE FROM takers WHERE from_second < ?`, from - AS_RUN_DAYS * 86_400);
  if (by !== undefined) sql.exec(`INSERT OR REPLACE INTO takers VALUES (?, ?, ?)`, id, from, by);
}

/** Spans of the as-run, those that a take put on air with who took. */
export function withTakers(sql: SqlStorage, spans: readonly AsRunSpan[]): AsRunSpan[] {
  const names = new Map<string, string | undefined>();
  return spans.map((span) => {
    if (span.take === undefined) return span;
    if (!names.has(span.take)) names.set(span.take, takerOf(sql, span.take));
    return { ...span, ...present({ takenBy: names.get(span.take) }) };
  });
}

function takerOf(sql: SqlStorage, take: string): string | undefined {
  return [...sql.exec<{ name: string }>(`SELECT name FROM takers WHERE take = ?`, take)][0]?.name;
}
