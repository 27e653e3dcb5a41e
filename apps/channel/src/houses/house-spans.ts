import type { HouseSpan } from "@nonstop/contract/channel-object";
import type { HouseVersion } from "@nonstop/contract/names";
import { SEGMENT_SECONDS } from "@nonstop/media/lattice";

type Row = { from_second: number; version: HouseVersion };

// From which second on the channel airs in which version of the house format, oldest first.
function readHouseSpans(sql: SqlStorage): HouseSpan[] {
  const rows = sql.exec<Row>(`SELECT from_second, version FROM house_versions ORDER BY from_second`);
  return [...rows].map((row) => ({ from: row.from_second, version: row.version }));
}

/**
 * Notes that the channel airs in `version` now. After a change it does from the next segment on, so that no segment is of two
 * versions. `edge`: the first open second, undefined before the first one ever.
 */
export function airIn(sql: SqlStorage, version: HouseVersion, edge: number | undefined): HouseSpan[] {
  const before = readHouseSpans(sql);
  if (before.at(-1)?.version === version) return before;
  const isFirst = before.length === 0 || edge === undefined;
  const from = isFirst ? 0 : Math.ceil(edge / SEGMENT_SECONDS) * SEGMENT_SECONDS;
  sql.exec(`DELETE FROM house_versions WHERE from_second >= ?`, from);
  sql.exec(`INSERT INTO house_versions VALUES (?, ?)`, from, version);
  return readHouseSpans(sql);
}

/** The version of `second`. What is before the first one is of that too. */
export function versionAt(spans: readonly HouseSpan[], second: number): HouseVersion | undefined {
  return (spans.findLast(({ from }) => from <= second) ?? spans[0])?.version;
}

/** The spans of a channel that goes on from an archived one at second `start`. Pure. */
export function joinHouses(
  archived: readonly HouseSpan[],
  own: readonly HouseSpan[],
  start: number,
): HouseSpan[] {
  const before = archived.filter(({ from }) => from < start);
  const firstSegment = Math.floor(start / SEGMENT_SECONDS) * SEGMENT_SECONDS;
  const after = own.map((span, index) =>
    index === 0 && before.length > 0 ? { ...span, from: firstSegment } : span,
  );
  return [...before, ...after].filter((span, index, all) => all[index - 1]?.version !== span.version);
}

/** Writes all spans. */
export function writeHouseSpans(sql: SqlStorage, spans: readonly HouseSpan[]): void {
  sql.exec(`DELETE FROM house_versions`);
  for (const { from, version } of spans) sql.exec(`INSERT INTO house_versions VALUES (?, ?)`, from, version);
}
