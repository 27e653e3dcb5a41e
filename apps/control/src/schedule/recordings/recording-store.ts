import { log } from "@nonstop/door/log";
import { z } from "zod";
import { MeetingRecording } from "./meeting-recording.ts";

/** What was recorded of an event's meeting, and what became of it. Its addresses and tokens are secrets. */
export const EventRecording = z.object({
  entry: z.string(),
  /** The times that the meeting was held, by when they were heard of. */
  times: z.array(MeetingRecording),
  /** When the newest token was told (epoch ms). */
  tokenMs: z.number(),
  /** When the show was on air, in Unix seconds: the piece does not say so any more when it has other media. */
  shown: z.object({ from: z.number(), to: z.number() }).optional(),
  /** The import that fetches it. */
  import: z.string().optional(),
  /** How many imports there were: each has a name of its own. */
  imports: z.int().default(0),
  /** Tries of that import for which its addresses were renewed. */
  renewedFor: z.int().default(0),
  /** The piece that has it. */
  piece: z.string().optional(),
  /** Languages and revisions are the words' own; these files of words were stored, by their addresses' paths. */
  stored: z.array(z.string()).default([]),
  /** How often the vendor was asked. */
  asked: z.int().default(0),
  dueMs: z.number().optional(),
});
export type EventRecording = z.infer<typeof EventRecording>;

/** What was recorded of events' meetings, in the `Schedule`'s SQLite. */
export class RecordingStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(entry: string): EventRecording | undefined {
    return this.#rows(`SELECT entry, body FROM meeting_recording WHERE entry = ?`, entry)[0];
  }

  write(one: EventRecording): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO meeting_recording VALUES (?, ?, ?)`,
      one.entry,
      JSON.stringify(one),
      one.dueMs ?? null,
    );
  }

  /** Those to look at now. */
  due(nowMs: number): EventRecording[] {
    return this.#rows(
      `SELECT entry, body FROM meeting_recording WHERE due_ms <= ? ORDER BY due_ms LIMIT 20`,
      nowMs,
    );
  }

  /** When the first is due (epoch ms). */
  nextDueMs(): number | undefined {
    const query = `SELECT min(due_ms) AS at FROM meeting_recording`;
    return this.#sql.exec<{ at: number | null }>(query).one().at ?? undefined;
  }

  remove(entry: string): void {
    this.#sql.exec(`DELETE FROM meeting_recording WHERE entry = ?`, entry);
  }

  #rows(query: string, ...bindings: (string | number)[]): EventRecording[] {
    const rows = [...this.#sql.exec<{ entry: string; body: string }>(query, ...bindings)];
    return rows.flatMap(({ entry, body }) => {
      const one = EventRecording.safeParse(JSON.parse(body));
      if (one.success) return [one.data];
      log("recording-unreadable", { entry });
      this.remove(entry);
      return [];
    });
  }
}
