import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import { alarmTimeMs, clock } from "@nonstop/door/clock";
import { log } from "@nonstop/door/log";
import type { House } from "@nonstop/house/house";
import { readKeptMedia } from "./kept-media.ts";
import { mediaType, segmentKey } from "@nonstop/contract/media-keys";

/** Wait before a refused segment is offered to R2 again: doubles from 2 s to 60 s. */
function retryDelayMs(attempts: number): number {
  return Math.min(60_000, 1000 * 2 ** Math.min(attempts, 6));
}

/** An alarm this long after a segment closed finds it again when the Durable Object was stopped while writing. */
const GUARD_MS = 10_000;

/** R2 that has not taken a segment by then is taken to have refused it: those behind it must not wait for ever. */
const PUT_MS = 20_000;

/** Puts closed segments into R2, one object per rendition, until R2 has taken them. */
export class SegmentWriter {
  #ctx: DurableObjectState;
  #bucket: R2Bucket;
  #house: House;
  #channel: string;
  #running: Promise<void> | undefined;

  constructor(ctx: DurableObjectState, bucket: R2Bucket, house: House, channel: string) {
    this.#ctx = ctx;
    this.#bucket = bucket;
    this.#house = house;
    this.#channel = channel;
  }

  /** Segments that R2 has not yet. */
  get waiting(): number {
    return this.#ctx.storage.sql.exec<{ n: number }>(`SELECT count(*) AS n FROM segment_writes`).one().n;
  }

  /** Notes closed segments as due. Call inside the transaction that closed them; then call `write`. */
  queue(segments: readonly number[]): void {
    for (const segment of segments) {
      this.#ctx.storage.sql.exec(
        `INSERT OR IGNORE INTO segment_writes VALUES (?, 0, ?)`,
        segment,
        clock.nowMs(),
      );
    }
  }

  /** Writes all that is due, and sets the alarm for the rest. Never rejects; a second call joins the first. */
  write(): Promise<void> {
    this.#running ??= this.#writeAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #writeAll(): Promise<void> {
    const { storage } = this.#ctx;
    await storage.setAlarm(alarmTimeMs(clock.nowMs() + GUARD_MS));
    let due: number | null = 0;
    // Again when a segment came while the alarm was being set: nobody else would look for it.
    while (due !== null && due <= clock.nowMs()) {
      await this.#writeDue();
      due = this.#nextDueMs();
      await (due === null ? storage.deleteAlarm() : storage.setAlarm(alarmTimeMs(due)));
      due = this.#nextDueMs();
    }
  }

  #nextDueMs(): number | null {
    const { sql } = this.#ctx.storage;
    return sql.exec<{ due: number | null }>(`SELECT min(due_ms) AS due FROM segment_writes`).one().due;
  }

  async #writeDue(): Promise<void> {
    const { sql } = this.#ctx.storage;
    for (;;) {
      const [row] = sql.exec<{ segment: number; attempts: number }>(
        `SELECT segment, attempts FROM segment_writes WHERE due_ms <= ? ORDER BY segment LIMIT 1`,
        clock.nowMs(),
      );
      if (row === undefined) break;
      try {
        await withinPutTime(this.#put(row.segment));
        sql.exec(`DELETE FROM segment_writes WHERE segment = ?`, row.segment);
      } catch (error) {
        const attempts = row.attempts + 1;
        sql.exec(
          `UPDATE segment_writes SET attempts = ?, due_ms = ? WHERE segment = ?`,
          attempts,
          clock.nowMs() + retryDelayMs(attempts),
          row.segment,
        );
        log("segment-refused", { segment: row.segment, attempts, why: String(error) });
      }
    }
  }

  async #put(segment: number): Promise<void> {
    const asked = { second: segment * SEGMENT_SECONDS, seconds: SEGMENT_SECONDS };
    await Promise.all(
      this.#house.renditions.map(async (rendition) => {
        const media = readKeptMedia(
          this.#ctx.storage.sql,
          { ...asked, rendition },
          this.#house.slateFragment,
        );
        if (media.kind !== "bytes") return;
        await this.#bucket.put(segmentKey(this.#channel, rendition, segment), media.bytes, {
          httpMetadata: {
            contentType: mediaType(rendition),
            cacheControl: "public, max-age=31536000, immutable",
          },
        });
      }),
    );
  }
}

/** Rejects when `put` has not ended in time. It may still end well later: what is written twice is the same. */
function withinPutTime(put: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.wakeAt(clock.nowMs() + PUT_MS, () =>
      reject(new Error(`R2 has not answered within ${PUT_MS / 1000} s`)),
    );
    put.then(resolve, reject).finally(cancel);
  });
}
