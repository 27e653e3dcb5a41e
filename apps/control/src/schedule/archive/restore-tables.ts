import { log } from "@nonstop/door/log";
import { EventRecord } from "../events/event-record.ts";
import { EventStore } from "../events/event-store.ts";
import { Facts } from "../facts.ts";
import { PieceStore } from "../library/piece-store.ts";
import { migrateSchedule, SCHEDULE_LEVEL } from "../schedule-tables.ts";
import { beganMs, keepBeginning } from "./beginning.ts";
import { joinedEvent, ownEvent } from "./join-events.ts";
import { ARCHIVED_TABLES, type ArchivedTables } from "./archived-tables.ts";

/**
 * Playouts never go back to a lower version of the rundown, and the station went on compiling after the archive was made. No station
 * compiles as often as this between two archives.
 */
const VERSIONS_AHEAD = 100_000;

export type TablesRefusal = { kind: "not-empty"; events: number } | { kind: "bad-archive"; message: string };

export type RestoreOutcome = { kind: "restored"; events: number; pieces: number } | TablesRefusal;

/**
 * `replaces`: the station gives up what it has. `madeMs`: when the archive was made. `pieces`: the names of the assets whose files are
 * there. `rundownVersion`: of the rundown that the channel has.
 */
export type RestoreOrder = { replaces: boolean; madeMs: number; pieces: string[]; rundownVersion: number };

/**
 * Puts archived tables in the place of the schedule's own, and brings them to today's shape. All or nothing: a refusal changes nothing.
 * A station that began after the archive was made keeps what it has found by itself meanwhile; one that is older is asked to
 * give up what it has. A piece whose files are not there is left out.
 */
export function restoreTables(
  storage: DurableObjectStorage,
  archived: ArchivedTables,
  order: RestoreOrder,
  nowMs: number,
): RestoreOutcome {
  const outcome = replaceTables(storage, archived, order, nowMs);
  log("restore", { answer: outcome.kind });
  return outcome;
}

function replaceTables(
  storage: DurableObjectStorage,
  archived: ArchivedTables,
  { replaces, madeMs, pieces, rundownVersion }: RestoreOrder,
  nowMs: number,
): RestoreOutcome {
  const { sql } = storage;
  if (archived.level > SCHEDULE_LEVEL)
    return { kind: "bad-archive", message: "It is of a later release than this station." };
  const own = new EventStore(sql).endingAfter(0);
  const began = beganMs(sql);
  const isNew = began > madeMs;
  if (own.length > 0 && !replaces && !isNew) return { kind: "not-empty", events: own.length };
  const found = replaces ? [] : own;
  try {
    return storage.transactionSync(() => {
      for (const name of tableNames(sql)) sql.exec(`DROP TABLE ${name}`);
      fillTables(storage, archived, new Set(pieces));
      proveReadable(sql);
      keepBeginning(sql, began);
      join(new EventStore(sql), found);
      return { kind: "restored", ...begun(sql, rundownVersion, nowMs) };
    });
  } catch (error) {
    log("restore-failed", { why: String(error) });
    return { kind: "bad-archive", message: `Its rows do not fit: ${String(error)}` };
  }
}

/** Puts archived rows into empty storage, and brings them to today's shape. Throws when they do not fit. */
export function fillTables(
  storage: DurableObjectStorage,
  archived: ArchivedTables,
  pieces: ReadonlySet<string>,
): void {
  migrateSchedule(storage, archived.level);
  insertRows(storage.sql, archived, pieces);
  migrateSchedule(storage);
}

function insertRows(sql: SqlStorage, { rows }: ArchivedTables, pieces: ReadonlySet<string>): void {
  const known = new Set(tableNames(sql));
  for (const { table, row } of rows) {
    if (ARCHIVED_TABLES[table] === "left-out") continue;
    if (!known.has(table)) throw new Error(`there is no table ${table}`);
    if (table === "asset" && !pieces.has(String(row["asset"]))) continue;
    const columns = Object.keys(row);
    const places = columns.map(() => "?").join(", ");
    sql.exec(
      `INSERT OR REPLACE INTO ${table} (${columns.join(", ")}) VALUES (${places})`,
      ...Object.values(row),
    );
  }
}

// The schedule reads these at every turn, and would stand still. Throws. Events are read by `begun`.
function proveReadable(sql: SqlStorage): void {
  for (const table of ["facility", "show", "block", "stream_video"]) {
    const query = `SELECT count(*) AS n FROM ${table} WHERE NOT json_valid(body)`;
    if (sql.exec<{ n: number }>(query).one().n > 0) throw new Error(`a row of ${table} is no JSON`);
  }
  new PieceStore(sql).all();
  const facts = [...sql.exec<{ name: string; value: string }>(`SELECT name, value FROM fact`)];
  const wrong = facts.find(({ value }) => !Number.isFinite(Number(value)));
  if (wrong !== undefined) throw new Error(`the fact ${wrong.name} is no number`);
}

function join(store: EventStore, found: readonly EventRecord[]): void {
  for (const own of found) {
    const archived = store.read(own.entry);
    store.write(archived === undefined ? ownEvent(own) : joinedEvent(archived, own));
  }
}

// Everything is to be looked at: what was left out of the archive is read where it stands.
function begun(sql: SqlStorage, rundownVersion: number, nowMs: number): { events: number; pieces: number } {
  const store = new EventStore(sql);
  let events = 0;
  for (const { body } of sql.exec<{ body: string }>(`SELECT body FROM event`).toArray()) {
    const record = EventRecord.parse(JSON.parse(body));
    store.write({ ...record, dueMs: nowMs });
    events += 1;
  }
  const facts = new Facts(sql);
  const version = Math.max(facts.read("rundown-version") ?? 0, rundownVersion);
  facts.write("rundown-version", version + VERSIONS_AHEAD);
  for (const due of ["compile-due", "next-hour", "caught-up"]) facts.write(due, 0);
  return { events, pieces: sql.exec<{ n: number }>(`SELECT count(*) AS n FROM asset`).one().n };
}

// Tables of the platform's own begin with an underscore, SQLite's with its name.
function tableNames(sql: SqlStorage): string[] {
  const query = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND substr(name, 1, 1) <> '_'`;
  return [...sql.exec<{ name: string }>(query)].map(({ name }) => name);
}
