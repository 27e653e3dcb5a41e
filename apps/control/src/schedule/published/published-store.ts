import { Picture } from "../ports/picture.ts";
import { Published, type Collection, type Person, type Recording } from "./published.ts";

type Kept = { entries: ReadonlyMap<string, Published>; pictures: ReadonlyMap<string, Picture> };
type Changed = { entries: ReadonlySet<string>; pictures: ReadonlySet<string> };

/** People, recordings, collections and pictures as they are published, in the `Schedule`'s SQLite. */
export class PublishedStore {
  readonly #sql: SqlStorage;
  #changes = 0;
  #kept: Kept | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Goes up with every change, from when the object started. */
  get changes(): number {
    return this.#changes;
  }

  /** By entry, as all lists here. */
  people(): Person[] {
    return this.#entries().filter((each) => each.kind === "person");
  }

  recordings(): Recording[] {
    return this.#entries().filter((each) => each.kind === "recording");
  }

  collections(): Collection[] {
    return this.#entries().filter((each) => each.kind === "collection");
  }

  /** The person, recording or collection of an entry. */
  find(entry: string): Published | undefined {
    return this.#read().entries.get(entry);
  }

  picture(id: string): Picture | undefined {
    return this.#read().pictures.get(id);
  }

  /** Makes these all there are. Answers which entries and pictures are others now, by id. */
  replace(entries: readonly Published[], pictures: readonly Picture[]): Changed {
    const before = this.#read();
    const after = { entries: byId(entries, ({ entry }) => entry), pictures: byId(pictures, ({ id }) => id) };
    const written = this.#rewrite("published", before.entries, after.entries);
    const changed = this.#rewrite("picture", before.pictures, after.pictures);
    if (written.length + changed.length > 0) {
      this.#kept = after;
      this.#changes += 1;
    }
    return { entries: new Set(written), pictures: new Set(changed) };
  }

  // Rows that say the same are left: a large library is read every few minutes. Answers which were not.
  #rewrite(
    table: "published" | "picture",
    before: ReadonlyMap<string, unknown>,
    after: ReadonlyMap<string, unknown>,
  ): string[] {
    const gone = [...before.keys()].filter((id) => !after.has(id));
    const news = [...after].filter(([id, body]) => JSON.stringify(before.get(id)) !== JSON.stringify(body));
    for (const id of gone) this.#sql.exec(`DELETE FROM ${table} WHERE id = ?`, id);
    for (const [id, body] of news)
      this.#sql.exec(`INSERT OR REPLACE INTO ${table} VALUES (?, ?)`, id, JSON.stringify(body));
    return [...gone, ...news.map(([id]) => id)];
  }

  #entries(): Published[] {
    return [...this.#read().entries.values()];
  }

  #read(): Kept {
    const rows = (table: "published" | "picture"): unknown[] =>
      this.#sql
        .exec<{ body: string }>(`SELECT body FROM ${table} ORDER BY id`)
        .toArray()
        .map(({ body }): unknown => JSON.parse(body));
    this.#kept ??= {
      entries: byId(
        rows("published").flatMap((row) => Published.safeParse(row).data ?? []),
        ({ entry }) => entry,
      ),
      pictures: byId(
        rows("picture").flatMap((row) => Picture.safeParse(row).data ?? []),
        ({ id }) => id,
      ),
    };
    return this.#kept;
  }
}

function byId<T>(all: readonly T[], idOf: (each: T) => string): Map<string, T> {
  return new Map(all.map((each) => [idOf(each), each] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}
