import { PieceFacts } from "@nonstop/contract/library";
import type { EntryChange } from "../events/entry-change.ts";
import { localised } from "../events/localised.ts";
import type { AssetId } from "@nonstop/contract/names";
import { segmentOf } from "../past/segment-entry.ts";
import { SegmentStore } from "../past/segment-store.ts";
import type { SpanRefusal } from "../past/span-source.ts";
import type { PieceStore } from "./piece-store.ts";
import { changedFacts, saidOfPiece } from "./recording-facts.ts";

type Known = { asset: string; facts: PieceFacts };

/**
 * What the entries of recordings said when they were published last, in the `Schedule`'s SQLite. An entry speaks when it says
 * something else than before: a publish that changes its title leaves the tags that the control room has given since.
 */
export class ToldRecordings {
  readonly #sql: SqlStorage;
  readonly #pieces: Pick<PieceStore, "know">;
  readonly #zone: string;
  readonly #segments: SegmentStore;

  constructor(o: { sql: SqlStorage; pieces: Pick<PieceStore, "know">; zone: string }) {
    this.#sql = o.sql;
    this.#segments = new SegmentStore(o.sql);
    this.#pieces = o.pieces;
    this.#zone = o.zone;
  }

  /** Records a change that a webhook tells; within a transaction. Answers whether it changed what is known of a piece. */
  record({ entry, action, fields }: EntryChange): boolean {
    // What it said stays with the piece, which other entries may name.
    if (action !== "publish") this.#sql.exec(`DELETE FROM recording WHERE entry = ?`, entry);
    if (action !== "publish") this.#segments.forget(entry);
    if (action !== "publish") return false;
    return this.published(entry, flat(fields));
  }

  /** Records what an entry says now, webhook or not. */
  published(entry: string, fields: Readonly<Record<string, unknown>>, people?: readonly string[]): boolean {
    this.#segments.told(entry, fields);
    const said = saidOfPiece(fields, { zone: this.#zone, people });
    if (said === undefined) return false;
    const before = this.#before(entry);
    const was = before?.asset === said.asset ? before.facts : {};
    // Whoever has not asked who its people are says nothing of them.
    const facts = people === undefined && was.people ? { ...said.facts, people: was.people } : said.facts;
    this.#sql.exec(
      `INSERT OR REPLACE INTO recording VALUES (?, ?, ?)`,
      entry,
      said.asset,
      JSON.stringify(facts),
    );
    return this.#pieces.know(said.asset, changedFacts(was, facts));
  }

  /** What is wrong with the segment that a published entry marks. */
  segmentProblem({ action, fields }: EntryChange): SpanRefusal | undefined {
    const said = action === "publish" ? segmentOf(flat(fields)) : undefined;
    return said?.kind === "wrong" ? said : undefined;
  }

  /** The piece of an entry's segment, as long as that is not as it is marked. */
  unmadeSegment(entry: string): AssetId | undefined {
    return this.#segments.unmade(entry);
  }

  #before(entry: string): Known | undefined {
    const row = this.#sql
      .exec<{ asset: string; body: string }>(`SELECT asset, body FROM recording WHERE entry = ?`, entry)
      .toArray()[0];
    return row && { asset: row.asset, facts: PieceFacts.parse(JSON.parse(row.body)) };
  }
}

function flat(fields: EntryChange["fields"]): Record<string, unknown> {
  return Object.fromEntries(Object.keys(fields).map((field) => [field, localised(fields, field)]));
}
