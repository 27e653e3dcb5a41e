import type { PastPage } from "@nonstop/contract/archive";
import { AiredAs, type AsRunSpan } from "@nonstop/contract/as-run";
import { Take } from "@nonstop/contract/rundown";
import { readAsRun } from "../seconds/as-run-store.ts";
import { addTaker, withTakers } from "../takes/takers.ts";

/** Spans of one page: some hundred kB. */
const PAGE_SPANS = 2_000;

/** The newest page of what aired before `before`; undefined when nothing is known of that. */
export function readPast(sql: SqlStorage, before: number): PastPage | undefined {
  const spans = withTakers(sql, readAsRun(sql, { from: 0, to: before }, PAGE_SPANS));
  const first = spans[0];
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { from: first.from, to: Math.min(before, last.to), spans: spans.map((span) => upTo(span, before)) };
}

/** The takes that are remembered, as they were answered. */
export function readTakes(sql: SqlStorage): Take[] {
  const rows = sql.exec<{ answer: string; to_second: number | null }>(
    `SELECT answer, to_second FROM takes ORDER BY from_second, rowid`,
  );
  return [...rows].map(({ answer, to_second: to }) => ({
    ...Take.parse(JSON.parse(answer)),
    ...(to === null ? {} : { to }),
  }));
}

/**
 * Writes the part of a page that lies before `start`, the first second that the channel knows; answers the first second that it knows
 * then. What lies between the two is slate for ever: nobody knows it. Call it inside a transaction.
 */
export function writePast(sql: SqlStorage, page: PastPage, start: number): number {
  if (page.from >= start) return start;
  for (const span of page.spans) if (span.from < start) writeSpan(sql, upTo(span, start));
  if (page.to < start) writeSlate(sql, page.to, start);
  return page.from;
}

/** Writes takes of an archive. None of them stands: each has ended by `start`. */
export function writeTakes(sql: SqlStorage, takes: readonly Take[], start: number): void {
  for (const take of takes) {
    const to = Math.max(take.from, Math.min(take.to ?? start, start));
    sql.exec(
      `INSERT OR IGNORE INTO takes VALUES (?, ?, ?, ?)`,
      take.id,
      take.from,
      to,
      JSON.stringify({ ...take, to }),
    );
    addTaker(sql, take);
  }
}

function upTo(span: AsRunSpan, to: number): AsRunSpan {
  return span.to <= to ? span : { ...span, to };
}

function writeSpan(sql: SqlStorage, span: AsRunSpan): void {
  if (span.reason === "edge-slate") {
    writeSlate(sql, span.from, span.to);
    return;
  }
  sql.exec(
    `INSERT OR REPLACE INTO as_run VALUES (?, ?, ?, ?)`,
    span.from,
    span.to,
    span.airing ?? null,
    JSON.stringify(AiredAs.parse(span)),
  );
  if (span.take !== undefined && span.takenBy !== undefined)
    sql.exec(`INSERT OR IGNORE INTO takers VALUES (?, ?, ?)`, span.take, span.from, span.takenBy);
}

function writeSlate(sql: SqlStorage, from: number, to: number): void {
  sql.exec(`INSERT OR REPLACE INTO slate_runs VALUES (?, ?)`, from, to);
}
