import { CommittedSecond } from "@nonstop/contract/as-run";
import { KEPT_SECONDS, LATE_WRITE_SECONDS, type SecondRange } from "@nonstop/contract/channel-object";
import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import type { Timeline } from "./timeline.ts";

export type SecondFact = { kind: "committed"; slate: boolean } | { kind: "slate" } | { kind: "unknown" };

/** The timeline as last written; undefined before the first request ever. */
export function readTimeline(sql: SqlStorage): Timeline | undefined {
  const [row] = sql.exec<{ start: number; edge: number }>(`SELECT start, edge FROM timeline`);
  if (row === undefined) return undefined;
  const ahead = sql.exec<{ second: number }>(
    `SELECT second FROM commits WHERE second >= ? ORDER BY second`,
    row.edge,
  );
  return { ...row, ahead: [...ahead].map(({ second }) => second) };
}

/** Writes the timeline. Call it inside the transaction that changed the timeline. */
export function writeTimeline(sql: SqlStorage, timeline: Timeline): void {
  sql.exec(`INSERT OR REPLACE INTO timeline VALUES (1, ?, ?)`, timeline.start, timeline.edge);
}

/** Adds a slate run. A run that continues the newest one extends its row. */
export function writeSlateRun(sql: SqlStorage, run: SecondRange): void {
  const newest = newestSlateRun(sql);
  const from = newest?.to === run.from ? newest.from : run.from;
  sql.exec(`INSERT OR REPLACE INTO slate_runs VALUES (?, ?)`, from, run.to);
}

/** Stores a second: what it is, and its bytes unless it is slate. */
export function writeCommit(
  sql: SqlStorage,
  fact: CommittedSecond,
  fragments: Readonly<Record<string, Uint8Array>>,
): void {
  const slate = fact.room.kind === "slate" ? 1 : 0;
  sql.exec(`INSERT INTO commits VALUES (?, ?, ?)`, fact.second, slate, JSON.stringify(fact));
  for (const [rendition, bytes] of Object.entries(fragments)) {
    sql.exec(
      `INSERT INTO fragments (second, rendition, bytes) VALUES (?, ?, ?)`,
      fact.second,
      rendition,
      bytes,
    );
  }
}

/** What `second` was committed as, while it is kept. */
export function readCommit(sql: SqlStorage, second: number): CommittedSecond | undefined {
  const [row] = sql.exec<{ fact: string }>(`SELECT fact FROM commits WHERE second = ?`, second);
  return row === undefined ? undefined : CommittedSecond.parse(JSON.parse(row.fact));
}

/** Bytes of one rendition of one second, while they are kept. */
export function readFragment(sql: SqlStorage, second: number, rendition: string): Uint8Array | undefined {
  const [row] = sql.exec<{ bytes: ArrayBuffer }>(
    `SELECT bytes FROM fragments WHERE second = ? AND rendition = ?`,
    second,
    rendition,
  );
  return row === undefined ? undefined : new Uint8Array(row.bytes);
}

/** Whether `second` lies in a slate run or was committed. Neither may be known, or known any more. */
export function secondFact(sql: SqlStorage, second: number): SecondFact {
  const [commit] = sql.exec<{ slate: number }>(`SELECT slate FROM commits WHERE second = ?`, second);
  if (commit !== undefined) return { kind: "committed", slate: commit.slate === 1 };
  const [run] = sql.exec<{ to_second: number }>(
    `SELECT to_second FROM slate_runs WHERE from_second <= ? ORDER BY from_second DESC LIMIT 1`,
    second,
  );
  if (run !== undefined && second < run.to_second) return { kind: "slate" };
  // Commits are deleted after two minutes. The as-run still knows a slate that a playout chose.
  const [span] = sql.exec<{ to_second: number; likeness: string }>(
    `SELECT to_second, likeness FROM as_run WHERE from_second <= ? ORDER BY from_second DESC LIMIT 1`,
    second,
  );
  if (span === undefined || second >= span.to_second) return { kind: "unknown" };
  const likeness = CommittedSecond.pick({ room: true }).parse(JSON.parse(span.likeness));
  return { kind: "committed", slate: likeness.room.kind === "slate" };
}

/** Segments of `[from, to)` that hold at least one second with bytes. */
export function segmentsWithMedia(sql: SqlStorage, from: number, to: number): number[] {
  const rows = sql.exec<{ segment: number }>(
    `SELECT DISTINCT second / ${SEGMENT_SECONDS} AS segment FROM commits WHERE slate = 0 AND second >= ? AND second < ?`,
    from * SEGMENT_SECONDS,
    to * SEGMENT_SECONDS,
  );
  return [...rows].map(({ segment }) => segment);
}

/** Deletes old bytes and commits, except those of segments that R2 does not have yet. */
export function forgetSeconds(sql: SqlStorage, edge: number): void {
  sql.exec(
    `DELETE FROM segment_writes WHERE segment < ?`,
    Math.floor((edge - LATE_WRITE_SECONDS) / SEGMENT_SECONDS),
  );
  for (const table of ["fragments", "commits"]) {
    sql.exec(
      `DELETE FROM ${table} WHERE second < ? AND second / ${SEGMENT_SECONDS} NOT IN (SELECT segment FROM segment_writes)`,
      edge - KEPT_SECONDS,
    );
  }
}

/** First second of the slate run that ends at `edge` because nobody proposed. Undefined when something is on air. */
export function slateSince(sql: SqlStorage, edge: number): number | undefined {
  const newest = newestSlateRun(sql);
  return newest?.to === edge ? newest.from : undefined;
}

function newestSlateRun(sql: SqlStorage): SecondRange | undefined {
  const [run] = sql.exec<{ from_second: number; to_second: number }>(
    `SELECT from_second, to_second FROM slate_runs ORDER BY from_second DESC LIMIT 1`,
  );
  return run === undefined ? undefined : { from: run.from_second, to: run.to_second };
}
