import { migrateTables } from "@nonstop/door/migrations";

/**
 * Rooms were shared by name once, and belong to one airing now; what an event linked to as its room is its studio. Every live
 * airing that is to come gets its own room, all but one whose people are in the meeting: its picture comes into the old one.
 */
export const ROOMS_TO_STUDIOS = `UPDATE event SET body = json_remove(json_set(body, '$.event.studio', json_extract(body, '$.event.room')), '$.event.room')
  WHERE json_type(body, '$.event.room') = 'text';
UPDATE event SET body = json_remove(json_set(body, '$.links.studio', json_extract(body, '$.links.room')), '$.links.room')
  WHERE json_type(body, '$.links.room') = 'object';
UPDATE event SET body = json_remove(json_set(body, '$.dueMs', 0), '$.known.linksKey'), due_ms = 0
  WHERE json_extract(body, '$.presence') = 'published' AND json_extract(body, '$.airing.kind') = 'live'
 AND json_type(body, '$.known.session') IS NULL AND end_second > unixepoch();`;

/** The tables of the `Schedule`, in the order they came to be; STORAGE.md says what each is for. Only ever append. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE event (
     entry TEXT PRIMARY KEY, body TEXT NOT NULL, start_second INTEGER, end_second INTEGER, meeting TEXT, due_ms INTEGER);
   CREATE INDEX event_due ON event (due_ms) WHERE due_ms IS NOT NULL;
   CREATE INDEX event_meeting ON event (meeting) WHERE meeting IS NOT NULL;
   CREATE TABLE event_link (entry TEXT NOT NULL, linked TEXT NOT NULL, PRIMARY KEY (linked, entry)) WITHOUT ROWID;
   CREATE TABLE linked_revision (linked TEXT PRIMARY KEY, revision INTEGER NOT NULL);
   CREATE TABLE seen (hook TEXT PRIMARY KEY, at_ms INTEGER NOT NULL);
   CREATE INDEX seen_at ON seen (at_ms);
   CREATE TABLE asset (asset TEXT PRIMARY KEY, body TEXT NOT NULL);
   CREATE TABLE warning (topic TEXT PRIMARY KEY, message TEXT NOT NULL);
   CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);`,
  `CREATE TABLE stream_video (uid TEXT PRIMARY KEY, body TEXT NOT NULL, asset TEXT NOT NULL, due_ms INTEGER);
   CREATE INDEX stream_video_asset ON stream_video (asset);
   CREATE INDEX stream_video_due ON stream_video (due_ms) WHERE due_ms IS NOT NULL;`,
  // Airings used to share an address. The first keeps it; the others are made anew, each with one of its own.
  `CREATE TABLE address (slug TEXT PRIMARY KEY, entry TEXT NOT NULL, wish TEXT NOT NULL) WITHOUT ROWID;
   CREATE INDEX address_entry ON address (entry);
   INSERT OR IGNORE INTO address
     SELECT json_extract(body, '$.airing.slug'), entry, json_extract(body, '$.airing.slug') FROM event
     WHERE json_extract(body, '$.airing.slug') IS NOT NULL ORDER BY start_second, entry;
   UPDATE event SET body = json_remove(body, '$.known.linksKey'), due_ms = 0
     WHERE json_extract(body, '$.airing.slug') IS NOT NULL AND entry NOT IN (SELECT entry FROM address);`,
  // What still is wrong is warned of anew, in whole warnings.
  `DROP TABLE IF EXISTS warning;
   CREATE TABLE IF NOT EXISTS station_warning (topic TEXT PRIMARY KEY, body TEXT NOT NULL);`,
  ROOMS_TO_STUDIOS,
  `CREATE TABLE facility (entry TEXT PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL);`,
  `CREATE TABLE dismissal (id TEXT PRIMARY KEY, words TEXT NOT NULL);`,
  `CREATE TABLE encoder_key (encoder TEXT PRIMARY KEY, nonce TEXT NOT NULL, made_ms INTEGER NOT NULL);`,
  // Of what is to come, guests are read by their entries, and the private fields.
  `UPDATE event SET body = json_remove(json_set(body, '$.dueMs', 0), '$.known.linksKey'), due_ms = 0
     WHERE json_extract(body, '$.presence') = 'published' AND end_second > unixepoch();`,
  `CREATE TABLE show (entry TEXT PRIMARY KEY, body TEXT NOT NULL);`,
  `CREATE TABLE piece_fact (asset TEXT PRIMARY KEY, body TEXT NOT NULL);
   CREATE TABLE recording (entry TEXT PRIMARY KEY, asset TEXT NOT NULL, body TEXT NOT NULL);`,
  `CREATE TABLE announcement (
     subscriber TEXT NOT NULL, id TEXT NOT NULL, at_ms INTEGER NOT NULL, body TEXT NOT NULL, tries INTEGER NOT NULL);
   CREATE INDEX announcement_subscriber ON announcement (subscriber);
   CREATE TABLE announced (topic TEXT NOT NULL, about TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (topic, about)) WITHOUT ROWID;
   CREATE TABLE subscriber (name TEXT PRIMARY KEY, body TEXT NOT NULL);`,
  `CREATE TABLE published (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE picture (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;`,
  `CREATE TABLE calendar_entry (airing TEXT NOT NULL, part INTEGER NOT NULL, end_second INTEGER NOT NULL, body TEXT NOT NULL,
     PRIMARY KEY (airing, part)) WITHOUT ROWID;`,
  `CREATE TABLE leaving_piece (asset TEXT PRIMARY KEY, due_ms INTEGER NOT NULL);`,
  `CREATE TABLE healing (at_ms INTEGER NOT NULL, body TEXT NOT NULL);
   CREATE TABLE cursor (name TEXT PRIMARY KEY, value TEXT NOT NULL);`,
  `CREATE TABLE import (
     id TEXT PRIMARY KEY, body TEXT NOT NULL, asset TEXT NOT NULL, asked_ms INTEGER NOT NULL, is_over INTEGER NOT NULL, due_ms INTEGER);
   CREATE INDEX import_under_way ON import (asset) WHERE is_over = 0;
   CREATE INDEX import_due ON import (due_ms) WHERE due_ms IS NOT NULL;`,
  `CREATE TABLE episode (entry TEXT PRIMARY KEY, show TEXT NOT NULL, occurrence INTEGER NOT NULL, body TEXT NOT NULL);
   CREATE INDEX episode_show ON episode (show, occurrence);`,
  `CREATE TABLE piece_source (asset TEXT PRIMARY KEY, body TEXT NOT NULL);
   CREATE TABLE aired_show (airing TEXT PRIMARY KEY, body TEXT NOT NULL, due_ms INTEGER);`,
  `CREATE TABLE block (airing TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE aired_piece (
     collection TEXT NOT NULL, asset TEXT NOT NULL, start_second INTEGER NOT NULL, round INTEGER NOT NULL,
     PRIMARY KEY (collection, asset)) WITHOUT ROWID;
   CREATE TABLE aired_airing (
     airing TEXT PRIMARY KEY, start_second INTEGER NOT NULL, end_second INTEGER NOT NULL, aired INTEGER NOT NULL) WITHOUT ROWID;`,
  `CREATE TABLE meeting_recording (entry TEXT PRIMARY KEY, body TEXT NOT NULL, due_ms INTEGER);`,
  `CREATE TABLE segment (entry TEXT PRIMARY KEY, body TEXT NOT NULL, due_ms INTEGER);`,
  `CREATE TABLE programming (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
   CREATE TABLE last_on_air (asset TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;`,
  `CREATE TABLE promo (asset TEXT PRIMARY KEY, body TEXT NOT NULL, due_ms INTEGER);`,
];

/** How many migrations a database of today has behind it. */
export const SCHEDULE_LEVEL = MIGRATIONS.length;

/** Brings the database of a `Schedule` to the newest shape, or to an earlier one. */
export function migrateSchedule(storage: DurableObjectStorage, level = SCHEDULE_LEVEL): void {
  migrateTables(storage, "migration", MIGRATIONS, level);
}
