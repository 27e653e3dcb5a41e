import { migrateTables } from "@nonstop/door/migrations";

/** The migrations of a `Channel`'s tables, oldest first. Only ever append. STORAGE.md says what each table is for. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE timeline (one INTEGER PRIMARY KEY CHECK (one = 1), start INTEGER NOT NULL, edge INTEGER NOT NULL);
   CREATE TABLE commits (second INTEGER PRIMARY KEY, slate INTEGER NOT NULL, fact TEXT NOT NULL);
   CREATE TABLE fragments (id INTEGER PRIMARY KEY, second INTEGER NOT NULL, rendition TEXT NOT NULL, bytes BLOB NOT NULL);
   CREATE UNIQUE INDEX fragment_of ON fragments (second, rendition);
   CREATE TABLE slate_runs (from_second INTEGER PRIMARY KEY, to_second INTEGER NOT NULL);
   CREATE TABLE as_run (from_second INTEGER PRIMARY KEY, to_second INTEGER NOT NULL, airing TEXT, likeness TEXT NOT NULL);
   CREATE INDEX as_run_airing ON as_run (airing) WHERE airing IS NOT NULL;
   CREATE TABLE segment_writes (segment INTEGER PRIMARY KEY, attempts INTEGER NOT NULL, due_ms INTEGER NOT NULL);
   CREATE TABLE overrides (id TEXT PRIMARY KEY, from_second INTEGER NOT NULL, to_second INTEGER, answer TEXT NOT NULL);
   CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);`,
  // Older databases call a take an override, also within the JSON they hold.
  `ALTER TABLE overrides RENAME TO takes;
   UPDATE facts SET name = 'takes-version' WHERE name = 'overrides-version';
   UPDATE commits SET fact = replace(fact, '"override":', '"take":');
   UPDATE as_run SET likeness = replace(likeness, '"override":', '"take":');`,
  `CREATE TABLE dismissal (id TEXT PRIMARY KEY, words TEXT NOT NULL);`,
  `CREATE TABLE takers (take TEXT PRIMARY KEY, from_second INTEGER NOT NULL, name TEXT NOT NULL);`,
  `CREATE TABLE house_versions (from_second INTEGER PRIMARY KEY, version TEXT NOT NULL);`,
];

/** Brings a Durable Object's database to the newest shape. */
export function migrate(storage: DurableObjectStorage): void {
  migrateTables(storage, "migrations", MIGRATIONS);
}
