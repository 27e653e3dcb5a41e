import { log } from "@nonstop/door/log";
import { Video } from "./video.ts";

/** The videos that webhooks told of, in the `Schedule`'s SQLite. */
export class VideoStore {
  readonly #sql: SqlStorage;
  #changes = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Goes up with every change, from when the object started. */
  get changes(): number {
    return this.#changes;
  }

  /** A video by its id. */
  read(uid: string): Video | undefined {
    return this.#videos(`SELECT uid, body FROM stream_video WHERE uid = ?`, uid)[0];
  }

  /** Writes a video. */
  write(video: Video): void {
    this.#changes += 1;
    this.#sql.exec(
      `INSERT OR REPLACE INTO stream_video (uid, body, asset, due_ms) VALUES (?, ?, ?, ?)`,
      video.uid,
      JSON.stringify(video),
      video.asset,
      video.dueMs ?? null,
    );
  }

  /** Takes a video out for good. */
  remove(uid: string): void {
    this.#changes += 1;
    this.#sql.exec(`DELETE FROM stream_video WHERE uid = ?`, uid);
  }

  /** The video that has, or is to have, this name in the library. */
  ofAsset(asset: string): Video | undefined {
    return this.#videos(`SELECT uid, body FROM stream_video WHERE asset = ?`, asset)[0];
  }

  /** Videos to look at now, the one that waits longest first. */
  due(nowMs: number, limit: number): Video[] {
    return this.#videos(
      `SELECT uid, body FROM stream_video WHERE due_ms <= ? ORDER BY due_ms LIMIT ?`,
      nowMs,
      limit,
    );
  }

  /** Videos that are not in the library. */
  unsettled(): Video[] {
    return this.#videos(`SELECT uid, body FROM stream_video WHERE due_ms IS NOT NULL ORDER BY uid`);
  }

  /** When the next video is due that is not due yet (epoch ms). */
  nextDueMs(nowMs: number): number | undefined {
    const query = `SELECT min(due_ms) AS at FROM stream_video WHERE due_ms > ?`;
    return this.#sql.exec<{ at: number | null }>(query, nowMs).one().at ?? undefined;
  }

  #videos(query: string, ...bindings: (string | number)[]): Video[] {
    const rows = [...this.#sql.exec<{ uid: string; body: string }>(query, ...bindings)];
    return rows.flatMap(({ uid, body }) => {
      const video = Video.safeParse(JSON.parse(body));
      if (video.success) return [video.data];
      // One that cannot be read must not keep the others waiting.
      log("video-unreadable", { uid });
      this.#sql.exec(`UPDATE stream_video SET due_ms = NULL WHERE uid = ?`, uid);
      return [];
    });
  }
}
