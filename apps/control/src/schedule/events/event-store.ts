import { secondOf } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";
import { Addresses } from "./addresses.ts";
import { EventRecord } from "./event-record.ts";
import { followedIds, type ExpectedRevisions } from "./linked-entries.ts";
import { log } from "@nonstop/door/log";

/** The revision that an entry is expected to have when it is not published. */
export const WITHDRAWN = -1;
const MAX_PARSED = 5000;

/** The events and who links to whom, in the `Schedule`'s SQLite. */
export class EventStore {
  readonly #sql: SqlStorage;
  /** Records by the text they were read from: anybody may ask for the guide, and parsing is what that costs. */
  readonly #parsed = new Map<string, EventRecord>();
  #airingChanges = 0;
  #seatChanges = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Goes up with every change of an airing, from when the object started. */
  get airingChanges(): number {
    return this.#airingChanges;
  }

  /** Goes up with every change of where a meeting is or shall be held, from when the object started. */
  get seatChanges(): number {
    return this.#seatChanges;
  }

  /** The event of an entry. */
  read(entry: string): EventRecord | undefined {
    return this.#records(`SELECT body FROM event WHERE entry = ?`, entry)[0];
  }

  /** Writes an event and its links; answers what that changed in the schedule. */
  write(record: EventRecord): { airing: "changed" | "same" } {
    const { entry, airing, known, dueMs, event, withdrawnMs, publishedMs } = record;
    const goneMs = record.elsewhere === undefined ? withdrawnMs : publishedMs;
    const earlier = this.read(entry);
    const before = JSON.stringify(earlier?.airing);
    this.#sql.exec(
      `INSERT OR REPLACE INTO event (entry, body, start_second, end_second, meeting, due_ms) VALUES (?, ?, ?, ?, ?, ?)`,
      entry,
      JSON.stringify(record),
      airing?.start ?? event?.start ?? null,
      // What was withdrawn and never had a time is forgotten like what ended then.
      airing?.end ?? event?.end ?? (goneMs === undefined ? null : secondOf(goneMs)),
      known.meeting?.id ?? null,
      dueMs ?? null,
    );
    this.#sql.exec(`DELETE FROM event_link WHERE entry = ?`, entry);
    for (const linked of followedBy(record))
      this.#sql.exec(`INSERT INTO event_link VALUES (?, ?)`, entry, linked);
    if (earlier === undefined || seatOf(record) !== seatOf(earlier)) this.#seatChanges += 1;
    if (JSON.stringify(airing) === before) return { airing: "same" };
    this.#airingChanges += 1;
    return { airing: "changed" };
  }

  /** Takes an event out for good. */
  remove(entry: string): void {
    this.#sql.exec(`DELETE FROM event WHERE entry = ?`, entry);
    this.#sql.exec(`DELETE FROM event_link WHERE entry = ?`, entry);
    new Addresses(this.#sql).release(entry);
    this.#airingChanges += 1;
  }

  /** The event that a meeting was made for. */
  ofMeeting(meeting: string): EventRecord | undefined {
    return this.#records(`SELECT body FROM event WHERE meeting = ?`, meeting)[0];
  }

  /** The events that have a meeting, or had it before. */
  everOfMeeting(meeting: string): EventRecord[] {
    return this.#records(
      `SELECT body FROM event WHERE meeting = ?1
        OR EXISTS (SELECT 1 FROM json_each(body, '$.known.had') WHERE value = ?1)`,
      meeting,
    );
  }

  /** The event that a live input was made for. */
  ofInput(input: string): EventRecord | undefined {
    return this.#records(`SELECT body FROM event WHERE json_extract(body, '$.known.input.id') = ?`, input)[0];
  }

  /** Events that have a live input. */
  withInput(): EventRecord[] {
    return this.#records(`SELECT body FROM event WHERE json_type(body, '$.known.input') = 'object'`);
  }

  /** Events that link to an entry. */
  linkingTo(linked: string): EventRecord[] {
    return this.#records(
      `SELECT body FROM event WHERE entry IN (SELECT entry FROM event_link WHERE linked = ?)`,
      linked,
    );
  }

  /** Events to look at, the first to air first: what is on now, or soon, matters most. */
  due(nowMs: number, limit: number): EventRecord[] {
    return this.#records(
      `SELECT body FROM event WHERE due_ms <= ? ORDER BY start_second IS NULL, start_second, entry LIMIT ?`,
      nowMs,
      limit,
    );
  }

  /** When the next event is due that is not due yet (epoch ms). */
  nextDueMs(nowMs: number): number | undefined {
    const query = `SELECT min(due_ms) AS at FROM event WHERE due_ms > ?`;
    return this.#sql.exec<{ at: number | null }>(query, nowMs).one().at ?? undefined;
  }

  /** Events that end after `second`, by start; those without a time last. */
  endingAfter(second: number): EventRecord[] {
    return this.#records(
      `SELECT body FROM event WHERE end_second > ? OR end_second IS NULL ORDER BY start_second IS NULL, start_second, entry`,
      second,
    );
  }

  /** The airings that end after `second`, by start. */
  airingsEndingAfter(second: number): Airing[] {
    return this.endingAfter(second).flatMap(({ airing }) => (airing === undefined ? [] : [airing]));
  }

  /** Events that ended before `second` and need nothing more. */
  endedBefore(second: number): EventRecord[] {
    return this.#records(`SELECT body FROM event WHERE end_second < ? AND due_ms IS NULL LIMIT 200`, second);
  }

  /** Notes that a linked entry was published with this revision; answers whether it was news. */
  expectRevision(linked: string, revision: number): boolean {
    if ((this.expected([linked]).get(linked) ?? 0) >= revision) return false;
    this.#sql.exec(`INSERT OR REPLACE INTO linked_revision VALUES (?, ?)`, linked, revision);
    return true;
  }

  /** A linked entry is no longer published: no revision of it is to be waited for, and it is to be read again. */
  expectNothing(linked: string): void {
    this.#sql.exec(`INSERT OR REPLACE INTO linked_revision VALUES (?, ?)`, linked, WITHDRAWN);
  }

  /** Least revisions to be shown by the delivery API, as webhooks told. */
  expected(linked: readonly string[]): ExpectedRevisions {
    const revisions = new Map<string, number>();
    for (const id of linked) {
      const rows = this.#sql.exec<{ revision: number }>(
        `SELECT revision FROM linked_revision WHERE linked = ?`,
        id,
      );
      for (const { revision } of rows) revisions.set(id, revision);
    }
    return revisions;
  }

  #records(query: string, ...bindings: (string | number)[]): EventRecord[] {
    return [...this.#sql.exec<{ body: string }>(query, ...bindings)].flatMap(({ body }) => {
      const parsed = this.#parsed.get(body);
      if (parsed !== undefined) return [parsed];
      const record = EventRecord.safeParse(JSON.parse(body));
      if (record.success) {
        if (this.#parsed.size >= MAX_PARSED) this.#parsed.clear();
        this.#parsed.set(body, record.data);
        return [record.data];
      }
      this.#setAside(body);
      return [];
    });
  }

  // One record that cannot be read must not take the schedule of all others with it; published anew, it is made anew.
  #setAside(body: string): void {
    const query = `UPDATE event SET due_ms = NULL WHERE body = ? RETURNING entry`;
    for (const { entry } of this.#sql.exec<{ entry: string }>(query, body).toArray())
      log("event-unreadable", { entry });
  }
}

// Of an event that is wrong, its show may be the cure.
function followedBy({ event, presence, written }: EventRecord): Set<string> {
  if (presence !== "published") return new Set();
  const ids = event === undefined ? [] : followedIds(event);
  return new Set([...ids, ...(written === undefined ? [] : [written.show])]);
}

function seatOf({ event, links, known: { meeting } }: EventRecord): string {
  return JSON.stringify([event?.studio, links?.studio, meeting?.host, meeting?.wishedHost]);
}
