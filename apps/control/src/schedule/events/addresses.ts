import { freeSlug } from "@nonstop/schedule/slug";

/**
 * The addresses of the airings' pages, `/schedule/{slug}`: each belongs to one airing, and one that was given out is kept when
 * the airing is named anew.
 */
export class Addresses {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The slug of an entry's airing: the one it has for this wish, or one of its own as near to the wish as is free. */
  claim(entry: string, wish: string): string {
    const own = `SELECT slug FROM address WHERE entry = ? AND wish = ?`;
    const [given] = this.#sql.exec<{ slug: string }>(own, entry, wish).toArray();
    if (given !== undefined) return given.slug;
    const slug = freeSlug(wish, (candidate) => this.owner(candidate) !== undefined);
    this.#sql.exec(`INSERT INTO address VALUES (?, ?, ?)`, slug, entry, wish);
    return slug;
  }

  /** The entry whose airing has, or once had, this address. */
  owner(slug: string): string | undefined {
    const rows = this.#sql.exec<{ entry: string }>(`SELECT entry FROM address WHERE slug = ?`, slug);
    return rows.toArray()[0]?.entry;
  }

  /** The slugs of all addresses that were given out. */
  all(): string[] {
    return [...this.#sql.exec<{ slug: string }>(`SELECT slug FROM address`)].map(({ slug }) => slug);
  }

  /** All addresses of an entry, the present one among them. */
  of(entry: string): string[] {
    const rows = this.#sql.exec<{ slug: string }>(`SELECT slug FROM address WHERE entry = ?`, entry);
    return [...rows].map(({ slug }) => slug);
  }

  /** Frees the addresses of an event that is forgotten. */
  release(entry: string): void {
    this.#sql.exec(`DELETE FROM address WHERE entry = ?`, entry);
  }
}
