import { AS_RUN_DAYS, type SecondRange } from "@nonstop/contract/channel-object";
import { AiredAs, type AsRunSpan, type CommittedSecond } from "@nonstop/contract/as-run";
import { isAlike } from "@nonstop/schedule/as-run";

/** A programme that returns after a longer break is a new showing. */
const SHOWING_GAP_SECONDS = 900;

type Row = { from_second: number; to_second: number; likeness: string };

/** Adds a committed second to the as-run. It joins the span before or after it when the two are alike. */
export function addToAsRun(sql: SqlStorage, fact: CommittedSecond): void {
  const { second } = fact;
  const likeness = JSON.stringify(AiredAs.parse(fact));
  // Spans never overlap, so both neighbours can be found by their start. The start is the table's key, which keeps this
  // fast over months.
  const [earlier] = sql.exec<Row>(
    `SELECT from_second, to_second, likeness FROM as_run WHERE from_second < ? ORDER BY from_second DESC LIMIT 1`,
    second,
  );
  const [later] = sql.exec<Row>(
    `SELECT from_second, to_second, likeness FROM as_run WHERE from_second = ?`,
    second + 1,
  );
  const before = earlier?.to_second === second && isAlike(airedAs(earlier), fact) ? earlier : undefined;
  const after = later !== undefined && isAlike(airedAs(later), fact) ? later : undefined;
  if (after !== undefined) sql.exec(`DELETE FROM as_run WHERE from_second = ?`, after.from_second);
  sql.exec(
    `INSERT OR REPLACE INTO as_run VALUES (?, ?, ?, ?)`,
    before?.from_second ?? second,
    after?.to_second ?? second + 1,
    fact.airing ?? null,
    likeness,
  );
}

/** The newest `limit` spans that touch `[from, to)`, oldest first. Seconds that nobody proposed are included. */
export function readAsRun(sql: SqlStorage, range: SecondRange, limit: number): AsRunSpan[] {
  // Spans of a table never overlap, so the earliest that can touch the range is the last one that begins at or before
  // it. We start there, because months of spans lie before it and seconds wait to be committed meanwhile.
  const touching = (table: string): string =>
    `from_second >= coalesce((SELECT max(from_second) FROM ${table} WHERE from_second <= ?2), 0)
     AND from_second < ?1 AND to_second > ?2 ORDER BY from_second DESC LIMIT ?3`;
  const asked = [range.to, range.from, limit];
  const aired = sql.exec<Row>(
    `SELECT from_second, to_second, likeness FROM as_run WHERE ${touching("as_run")}`,
    ...asked,
  );
  const slate = sql.exec<{ from_second: number; to_second: number }>(
    `SELECT from_second, to_second FROM slate_runs WHERE ${touching("slate_runs")}`,
    ...asked,
  );
  const spans: AsRunSpan[] = [...aired].map((row) => ({
    from: row.from_second,
    to: row.to_second,
    ...airedAs(row),
  }));
  for (const run of slate) {
    spans.push({
      from: run.from_second,
      to: run.to_second,
      room: { kind: "slate" },
      rank: 3,
      reason: "edge-slate",
    });
  }
  return spans.sort((a, b) => a.from - b.from).slice(-limit);
}

/** The span from the first to the last second of an airing's newest showing. Undefined when it never aired. */
export function showingOf(sql: SqlStorage, airing: string): SecondRange | undefined {
  const rows = sql.exec<{ from_second: number; to_second: number }>(
    `SELECT from_second, to_second FROM as_run WHERE airing = ? ORDER BY from_second DESC LIMIT 5000`,
    airing,
  );
  let showing: SecondRange | undefined;
  for (const row of rows) {
    if (showing === undefined) showing = { from: row.from_second, to: row.to_second };
    else if (row.to_second + SHOWING_GAP_SECONDS >= showing.from)
      showing = { from: row.from_second, to: showing.to };
    else break;
  }
  return showing;
}

/** The names of all airings in the as-run. */
export function airingsOf(sql: SqlStorage): string[] {
  // An airing has many spans, and the index finds the next name at once, so this reads one row for each name.
  const rows = sql.exec<{ airing: string }>(
    `WITH RECURSIVE names (airing) AS (
       SELECT min(airing) FROM as_run WHERE airing IS NOT NULL
       UNION ALL SELECT (SELECT min(airing) FROM as_run WHERE airing > names.airing) FROM names WHERE airing IS NOT NULL)
     SELECT airing FROM names WHERE airing IS NOT NULL`,
  );
  return [...rows].map(({ airing }) => airing);
}

/** The longest spans of slate that touch `[from, to)`, in order, whoever chose the slate. */
export function slateOf(sql: SqlStorage, range: SecondRange): SecondRange[] {
  const spans: SecondRange[] = [];
  for (const { from, to, room } of readAsRun(sql, range, Number.MAX_SAFE_INTEGER)) {
    if (room.kind !== "slate") continue;
    const before = spans.at(-1);
    if (before?.to === from) spans[spans.length - 1] = { from: before.from, to };
    else spans.push({ from, to });
  }
  return spans;
}

/** Deletes spans that are older than the as-run is kept. */
export function forgetAsRun(sql: SqlStorage, edge: number): void {
  const oldest = edge - AS_RUN_DAYS * 86_400;
  for (const table of ["as_run", "slate_runs"])
    sql.exec(`DELETE FROM ${table} WHERE from_second < ?1 AND to_second < ?1`, oldest);
}

function airedAs(row: Row): AiredAs {
  return AiredAs.parse(JSON.parse(row.likeness));
}
