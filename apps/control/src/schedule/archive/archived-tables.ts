import type { ArchiveRow } from "@nonstop/contract/archive";
import { EventRecord } from "../events/event-record.ts";
import { SCHEDULE_LEVEL } from "../schedule-tables.ts";
import { archivedEvent } from "./archived-event.ts";

/**
 * Which of the schedule's tables an archive keeps. A test holds that each table is decided here. What is left out is worked out anew,
 * or means nothing elsewhere.
 */
export const ARCHIVED_TABLES: Readonly<Record<string, "kept" | "left-out">> = {
  event: "kept",
  event_link: "kept",
  address: "kept",
  linked_revision: "kept",
  asset: "kept",
  piece_fact: "kept",
  programming: "kept",
  last_on_air: "kept",
  recording: "kept",
  leaving_piece: "kept",
  facility: "kept",
  show: "kept",
  published: "kept",
  picture: "kept",
  episode: "kept",
  block: "kept",
  aired_piece: "kept",
  aired_airing: "kept",
  encoder_key: "kept",
  stream_video: "kept",
  fact: "kept",
  dismissal: "kept",
  aired_show: "kept",
  segment: "kept",
  promo: "kept",
  // An index may have been written since: each is read again.
  piece_source: "left-out",
  announcement: "left-out",
  announced: "left-out",
  subscriber: "left-out",
  calendar_entry: "kept",
  healing: "left-out",
  cursor: "left-out",
  // Their addresses may hold tokens, and what they bring is in no bucket yet.
  import: "left-out",
  meeting_recording: "left-out",
  seen: "left-out",
  station_warning: "left-out",
  migration: "left-out",
};

export type ArchivedTables = { level: number; rows: ArchiveRow[] };

/** The rows that an archive keeps, without any secret. An event that cannot be read is left out. */
export function readArchivedTables(sql: SqlStorage): ArchivedTables {
  const kept = Object.entries(ARCHIVED_TABLES).filter(([, decided]) => decided === "kept");
  const rows = kept.flatMap(([table]) =>
    [...sql.exec<ArchiveRow["row"]>(`SELECT * FROM ${table}`)].flatMap((row): ArchiveRow[] => {
      const archived = table === "event" ? archivedEventRow(row) : row;
      return archived === undefined ? [] : [{ kind: "row", table, row: archived }];
    }),
  );
  return { level: SCHEDULE_LEVEL, rows };
}

function archivedEventRow(row: ArchiveRow["row"]): ArchiveRow["row"] | undefined {
  const record = EventRecord.safeParse(JSON.parse(String(row["body"])));
  return record.success
    ? { ...row, body: JSON.stringify(archivedEvent(record.data)), due_ms: null }
    : undefined;
}
