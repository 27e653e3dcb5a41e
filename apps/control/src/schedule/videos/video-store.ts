import { log } from "../log.ts";
import { StreamVideo } from "./video.ts";

/** The videos of Stream that webhooks told of, in the `Schedule`'s SQLite. */
export class VideoStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** A video by its id. */
  read(uid: string): StreamVideo | undefined {
    return this.#videos(`SELECT uid, body FROM stream_video WHERE uid = ?`, uid)[0];
  }

  /** Writes a video down. */
  write(video: StreamVideo): void {
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
    this.#sql.exec(`DELETE FROM stream_video WHERE uid = ?`, uid);
  }

  /** The video that has, or is to have, this name in the library. */
  ofAsset(asset: string): StreamVideo | undefined {
    return this.#videos(`SELECT uid, body FROM stream_video WHERE asset = ?`, asset)[0];
  }

  /** The video to look at now: the one that waits longest. */
  due(nowMs: number): StreamVideo | undefined {
    return this.#videos(
      `SELECT uid, body FROM stream_video WHERE due_ms <= ? ORDER BY due_ms LIMIT 1`,
      nowMs,
    )[0];
  }

  /** Videos that are not in the library. */
  unsettled(): StreamVideo[] {
    return this.#videos(`SELECT uid, body FROM stream_video WHERE due_ms IS NOT NULL ORDER BY uid`);
  }

  /** When the next video is due (epoch ms). */
  nextDueMs(): number | undefined {
    const { at } = this.#sql.exec<{ at: number | null }>(`SELECT min(due_ms) AS at FROM stream_video`).one();
    return at ?? undefined;
  }

  #videos(query: string, ...bindings: (string | number)[]): StreamVideo[] {
    const rows = [...this.#sql.exec<{ uid: string; body: string }>(query, ...bindings)];
    return rows.flatMap(({ uid, body }) => {
      const video = StreamVideo.safeParse(JSON.parse(body));
      if (video.success) return [video.data];
      // One that cannot be read must not keep the others waiting.
      log("stream-video-unreadable", { uid });
      this.#sql.exec(`UPDATE stream_video SET due_ms = NULL WHERE uid = ?`, uid);
      return [];
    });
  }
}
