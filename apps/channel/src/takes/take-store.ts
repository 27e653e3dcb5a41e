import { Take } from "@nonstop/contract/rundown";
import { addTaker } from "./takers.ts";

/** Takes are remembered for a day, so that a repeated press stays the same take. */
const KEEP_SECONDS = 86_400;

/** The take with this id as it was first answered, whether or not it still stands. */
export function takenBefore(sql: SqlStorage, id: string): Take | undefined {
  const [row] = sql.exec<{ answer: string }>(`SELECT answer FROM takes WHERE id = ?`, id);
  return row === undefined ? undefined : Take.parse(JSON.parse(row.answer));
}

/** So many takes may lie over each other: nobody keeps more in mind. */
const MAX_LAYERS = 8;

/** Takes that may still decide a second from `second` on, in the order they were taken: each lies over those before it. */
export function standingTakes(sql: SqlStorage, second: number): Take[] {
  const rows = sql.exec<{ answer: string; to_second: number | null }>(
    `SELECT answer, to_second FROM takes
     WHERE to_second IS NULL OR (to_second > ? AND to_second > from_second) ORDER BY from_second, rowid`,
    second,
  );
  return [...rows].map((row) => {
    const { to: _answered, ...take } = Take.parse(JSON.parse(row.answer));
    return row.to_second === null ? take : { ...take, to: row.to_second };
  });
}

/** Ends every take that still stands at `from` and returns their ids. */
export function endTakes(sql: SqlStorage, from: number): string[] {
  const rows = sql.exec<{ id: string }>(
    `UPDATE takes SET to_second = max(from_second, ?1)
     WHERE to_second IS NULL OR (to_second > ?1 AND to_second > from_second) RETURNING id`,
    from,
  );
  return [...rows].map(({ id }) => id);
}

/**
 * Stores a take. One without an end takes the place of those before it: they end where it begins. One with an end lies over
 * them: what it outlasts ends, the rest goes on under it and is on air again after it.
 */
export function addTake(sql: SqlStorage, take: Take): void {
  const below = standingTakes(sql, take.from);
  const outlasts = (to: number | undefined): boolean =>
    take.to === undefined || (to !== undefined && to <= take.to);
  const left = below.filter(({ to }) => !outlasts(to));
  const kept = left.slice(-(MAX_LAYERS - 1));
  for (const one of below) if (!kept.includes(one)) endTake(sql, one.id, take.from);
  sql.exec(
    `INSERT INTO takes VALUES (?, ?, ?, ?)`,
    take.id,
    take.from,
    take.to ?? null,
    JSON.stringify(take),
  );
  addTaker(sql, take);
  sql.exec(`DELETE FROM takes WHERE to_second < ?`, take.from - KEEP_SECONDS);
}

function endTake(sql: SqlStorage, id: string, from: number): void {
  sql.exec(`UPDATE takes SET to_second = max(from_second, ?) WHERE id = ?`, from, id);
}
