import type { AssetIndex } from "@nonstop/contract/asset";
import { Piece, PieceFacts } from "@nonstop/contract/library";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";

/** What the index of a piece says of it, and when it came. */
const PieceMedia = Piece.pick({
  asset: true,
  title: true,
  durationSeconds: true,
  filler: true,
  addedAt: true,
  sourceKind: true,
  spanOf: true,
  breaks: true,
});

/** Facts to write: `null` takes one away, absent leaves it. */
export type FactsChange = { [K in keyof PieceFacts]?: Exclude<PieceFacts[K], undefined> | null | undefined };

/**
 * The pieces of the library, in the `Schedule`'s SQLite: what their indexes say, and beside it what people and the station know of
 * them. Facts outlive the index, and may be there before it.
 */
export class PieceStore {
  readonly #sql: SqlStorage;
  #changes = 0;
  #read: ReadonlyMap<string, Piece> | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Goes up with every change, from when the object started. */
  get changes(): number {
    return this.#changes;
  }

  /** Writes what the index of a piece says; answers whether that changed anything. */
  write(index: AssetIndex, nowMs: number): boolean {
    const { asset, title, durationSeconds, filler } = index;
    const query = `SELECT body FROM asset WHERE asset = ?`;
    const row = this.#sql.exec<{ body: string }>(query, asset).toArray()[0];
    const before = row && PieceMedia.parse(JSON.parse(row.body));
    const addedAt = before?.addedAt ?? secondOf(nowMs);
    // A copy that is kept of what aired is still what aired.
    const sourceKind = kindOf(index) ?? before?.sourceKind ?? "file";
    const media = PieceMedia.parse({
      asset,
      title,
      durationSeconds,
      filler,
      addedAt,
      sourceKind,
      breaks: index.chapters,
      ...present({ spanOf: index.source?.kind === "span" ? index.source.asset : undefined }),
    });
    if (before !== undefined && isSame(before, media)) return false;
    this.#sql.exec(`INSERT OR REPLACE INTO asset VALUES (?, ?)`, asset, JSON.stringify(media));
    this.#changed();
    return true;
  }

  /** Writes what is known of a piece, field by field: the last word counts. Answers whether that changed anything. */
  know(asset: string, change: FactsChange): boolean {
    const before = this.#facts(asset);
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const merged = Object.entries({ ...before, ...Object.fromEntries(given) });
    const after = PieceFacts.parse(Object.fromEntries(merged.filter(([, value]) => value !== null)));
    if (isSame(before, after)) return false;
    this.#sql.exec(`INSERT OR REPLACE INTO piece_fact VALUES (?, ?)`, asset, JSON.stringify(after));
    this.#changed();
    return true;
  }

  /** Whether there is a piece of this name. */
  has(asset: string): boolean {
    return this.#all().has(asset);
  }

  /** The piece of this name, if there is one. */
  find(asset: string): Piece | undefined {
    return this.#all().get(asset);
  }

  /** All pieces, by name. */
  all(): Piece[] {
    return [...this.#all().values()];
  }

  /** The keys of all pictures that are named, also of pieces that are still to come. */
  posters(): ReadonlySet<string> {
    const rows = this.#sql.exec<{ body: string }>(`SELECT body FROM piece_fact`).toArray();
    return new Set(rows.flatMap(({ body }) => PieceFacts.parse(JSON.parse(body)).poster ?? []));
  }

  /** Forgets a piece, and what is known of it. */
  forget(asset: string): void {
    this.#sql.exec(`DELETE FROM asset WHERE asset = ?`, asset);
    this.#sql.exec(`DELETE FROM piece_fact WHERE asset = ?`, asset);
    // An entry that is published anew says everything again.
    this.#sql.exec(`DELETE FROM recording WHERE asset = ?`, asset);
    this.#changed();
  }

  #facts(asset: string): PieceFacts {
    const query = `SELECT body FROM piece_fact WHERE asset = ?`;
    const row = this.#sql.exec<{ body: string }>(query, asset).toArray()[0];
    return row === undefined ? {} : PieceFacts.parse(JSON.parse(row.body));
  }

  #all(): ReadonlyMap<string, Piece> {
    this.#read ??= new Map(
      this.#sql
        .exec<{ body: string; facts: string | null }>(
          `SELECT asset.body AS body, piece_fact.body AS facts FROM asset
           LEFT JOIN piece_fact ON piece_fact.asset = asset.asset ORDER BY asset.asset`,
        )
        .toArray()
        .map(({ body, facts }) => pieceOf(JSON.parse(body), facts === null ? {} : JSON.parse(facts)))
        .map((piece) => [piece.asset, piece]),
    );
    return this.#read;
  }

  #changed(): void {
    this.#changes += 1;
    this.#read = undefined;
  }
}

function pieceOf(media: unknown, facts: unknown): Piece {
  const piece = Piece.parse({ ...PieceMedia.parse(media), ...present(PieceFacts.parse(facts)) });
  // Another file under the same name may be shorter.
  return { ...piece, breaks: piece.breaks.filter((second) => second < piece.durationSeconds) };
}

function kindOf({ source }: AssetIndex): Piece["sourceKind"] | undefined {
  return source === undefined || source.kind === "chunks" ? undefined : source.kind;
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
