import type { AssetId } from "@nonstop/contract/names";
import { MarkedSegment, segmentOf } from "./segment-entry.ts";

type Row = { entry: string; body: string };
export type DueSegment = { entry: string; segment: MarkedSegment };

/** The segments that entries of recordings mark, in the `Schedule`'s SQLite, and which of them are still to be made. */
export class SegmentStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes what an entry marks now; what is new is to be made. */
  told(entry: string, fields: Readonly<Record<string, unknown>>): void {
    const said = segmentOf(fields);
    // What is wrong leaves the piece as it was.
    if (said.kind === "wrong") return;
    if (said.kind === "none") return this.forget(entry);
    const body = JSON.stringify(said.segment);
    if (this.#body(entry) === body) return;
    this.#sql.exec(`INSERT OR REPLACE INTO segment VALUES (?, ?, 0)`, entry, body);
  }

  /** The entry is published no more. Its piece stays. */
  forget(entry: string): void {
    this.#sql.exec(`DELETE FROM segment WHERE entry = ?`, entry);
  }

  /** When a segment is to be looked at again (epoch ms); undefined when it is made as it is marked. */
  wait({ entry, segment }: DueSegment, dueMs: number | undefined): void {
    const query = `UPDATE segment SET due_ms = ? WHERE entry = ? AND body = ?`;
    this.#sql.exec(query, dueMs ?? null, entry, JSON.stringify(segment));
  }

  due(nowMs: number): DueSegment[] {
    const query = `SELECT entry, body FROM segment WHERE due_ms <= ? ORDER BY entry`;
    return [...this.#sql.exec<Row>(query, nowMs)].map(({ entry, body }) => ({
      entry,
      segment: MarkedSegment.parse(JSON.parse(body)),
    }));
  }

  nextDueMs(): number | undefined {
    const query = `SELECT min(due_ms) AS at FROM segment`;
    return this.#sql.exec<{ at: number | null }>(query).one().at ?? undefined;
  }

  /** The piece of an entry's segment, as long as it is not made as it is marked. */
  unmade(entry: string): AssetId | undefined {
    const query = `SELECT entry, body FROM segment WHERE entry = ? AND due_ms IS NOT NULL`;
    const row = [...this.#sql.exec<Row>(query, entry)][0];
    return row && MarkedSegment.parse(JSON.parse(row.body)).asset;
  }

  #body(entry: string): string | undefined {
    return [...this.#sql.exec<Row>(`SELECT entry, body FROM segment WHERE entry = ?`, entry)][0]?.body;
  }
}
