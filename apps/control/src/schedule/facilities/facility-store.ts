import { Facility, type Encoder, type Studio } from "./facility.ts";

/** The station's studios and encoders as they are published, in the `Schedule`'s SQLite. */
export class FacilityStore {
  readonly #sql: SqlStorage;
  #changes = 0;
  #read: readonly Facility[] | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Goes up with every change, from when the object started. */
  get changes(): number {
    return this.#changes;
  }

  /** By name. */
  studios(): Studio[] {
    return this.#all().filter((facility) => facility.kind === "studio");
  }

  /** By name. */
  encoders(): Encoder[] {
    return this.#all().filter((facility) => facility.kind === "encoder");
  }

  /** Makes `facilities` all there are. */
  replace(facilities: readonly Facility[]): void {
    const before = JSON.stringify(this.#all());
    const after = [...facilities].sort(
      (a, b) => a.name.localeCompare(b.name) || (a.entry < b.entry ? -1 : 1),
    );
    if (JSON.stringify(after) === before) return;
    this.#sql.exec(`DELETE FROM facility`);
    for (const facility of after)
      this.#sql.exec(
        `INSERT INTO facility VALUES (?, ?, ?)`,
        facility.entry,
        facility.name,
        JSON.stringify(facility),
      );
    this.#read = after;
    this.#changes += 1;
  }

  #all(): readonly Facility[] {
    this.#read ??= this.#sql
      .exec<{ body: string }>(`SELECT body FROM facility ORDER BY name, entry`)
      .toArray()
      .flatMap(({ body }) => Facility.safeParse(JSON.parse(body)).data ?? []);
    return this.#read;
  }
}
