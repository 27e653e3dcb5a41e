/**
 * Brings a Durable Object's database to its newest shape: runs the statements of `migrations`, oldest first, that have not run
 * yet, all of them or none, or only the first `upTo`. `table` counts those that have run. Migrations are only ever appended.
 */
export function migrateTables(
  storage: DurableObjectStorage,
  table: string,
  migrations: readonly string[],
  upTo: number = migrations.length,
): void {
  storage.transactionSync(() => {
    const { sql } = storage;
    sql.exec(`CREATE TABLE IF NOT EXISTS ${table} (version INTEGER PRIMARY KEY)`);
    const done = sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n;
    for (const [index, statements] of migrations.entries()) {
      if (index < done || index >= upTo) continue;
      sql.exec(statements);
      sql.exec(`INSERT INTO ${table} VALUES (?)`, index + 1);
    }
  });
}
