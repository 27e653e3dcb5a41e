import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import { alarmTimeMs, clock } from "@nonstop/door/clock";
import { log } from "@nonstop/door/log";
import type { ChannelHouses } from "../houses/channel-houses.ts";
import { readKeptMedia } from "./kept-media.ts";
import { mediaType, segmentKey } from "@nonstop/contract/media-keys";

/** How long we wait before we write a refused segment to R2 again. The wait doubles from 2 s to 60 s. */
function retryDelayMs(attempts: number): number {
  return Math.min(60_000, 1000 * 2 ** Math.min(attempts, 6));
}

/**
 * An alarm goes off this long after a segment closed. It finds the segment again if the Durable Object was stopped
 * while writing it.
 */
const GUARD_MS = 10_000;

/**
 * Longest wait for R2 to store a segment. After that the write counts as refused, so that later segments do not wait
 * for ever.
 */
const PUT_MS = 20_000;

/** How many segments are on their way to R2 at once. Each is at most 5 objects and 6 MB. */
const MAX_AT_ONCE = 4;

type Due = { segment: number; attempts: number };

/** Writes closed segments to R2, one object per rendition, and tries again until R2 has stored them. */
export class SegmentWriter {
  #ctx: DurableObjectState;
  #bucket: R2Bucket;
  #houses: ChannelHouses;
  #channel: string;
  #running: Promise<void> | undefined;
  #lookAgain: (() => void) | undefined;

  constructor(ctx: DurableObjectState, bucket: R2Bucket, houses: ChannelHouses, channel: string) {
    this.#ctx = ctx;
    this.#bucket = bucket;
    this.#houses = houses;
    this.#channel = channel;
  }

  /** How many segments R2 does not have yet. */
  get waiting(): number {
    return this.#ctx.storage.sql.exec<{ n: number }>(`SELECT count(*) AS n FROM segment_writes`).one().n;
  }

  /** The segments that R2 does not have yet. */
  waitingSegments(): number[] {
    const rows = this.#ctx.storage.sql.exec<{ segment: number }>(`SELECT segment FROM segment_writes`);
    return [...rows].map(({ segment }) => segment);
  }

  /** Marks closed segments as due. Call it inside the transaction that closed them, then call `write`. */
  queue(segments: readonly number[]): void {
    for (const segment of segments) {
      this.#ctx.storage.sql.exec(
        `INSERT OR IGNORE INTO segment_writes VALUES (?, 0, ?)`,
        segment,
        clock.nowMs(),
      );
    }
  }

  /** Writes every segment that is due and sets the alarm for the rest. Never rejects. A second call joins the first. */
  write(): Promise<void> {
    this.#lookAgain?.();
    this.#running ??= this.#writeAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #writeAll(): Promise<void> {
    const { storage } = this.#ctx;
    await storage.setAlarm(alarmTimeMs(clock.nowMs() + GUARD_MS));
    let due: number | null = 0;
    // A segment may have become due while the alarm was being set. Nobody else would write it, so we look again.
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

  // A slow segment keeps no other one waiting, as long as there are few.
  async #writeDue(): Promise<void> {
    const writing = new Map<number, Promise<unknown>>();
    for (;;) {
      const next = writing.size < MAX_AT_ONCE ? this.#nextDue(writing) : undefined;
      if (next !== undefined) {
        const written = this.#writeOne(next).finally(() => writing.delete(next.segment));
        writing.set(next.segment, written);
        continue;
      }
      if (writing.size === 0) return;
      const asked = new Promise<void>((resolve) => {
        this.#lookAgain = resolve;
      });
      await Promise.race([...writing.values(), asked]);
    }
  }

  #nextDue(writing: ReadonlyMap<number, unknown>): Due | undefined {
    const due = this.#ctx.storage.sql.exec<Due>(
      `SELECT segment, attempts FROM segment_writes WHERE due_ms <= ? ORDER BY segment LIMIT ${MAX_AT_ONCE}`,
      clock.nowMs(),
    );
    return [...due].find(({ segment }) => !writing.has(segment));
  }

  async #writeOne({ segment, attempts }: Due): Promise<void> {
    const { sql } = this.#ctx.storage;
    try {
      await withinPutTime(this.#put(segment));
      sql.exec(`DELETE FROM segment_writes WHERE segment = ?`, segment);
    } catch (error) {
      sql.exec(
        `UPDATE segment_writes SET attempts = ?, due_ms = ? WHERE segment = ?`,
        attempts + 1,
        clock.nowMs() + retryDelayMs(attempts + 1),
        segment,
      );
      log("segment-refused", { segment, attempts: attempts + 1, why: String(error) });
    }
  }

  async #put(segment: number): Promise<void> {
    const asked = { second: segment * SEGMENT_SECONDS, seconds: SEGMENT_SECONDS };
    await this.#houses.store();
    const { version, renditions, slateFragment } = await this.#houses.load(asked.second);
    await Promise.all(
      renditions.map(async (rendition) => {
        const media = readKeptMedia(this.#ctx.storage.sql, { ...asked, rendition }, slateFragment);
        if (media.kind !== "bytes") return;
        await this.#bucket.put(segmentKey(this.#channel, { version, rendition }, segment), media.bytes, {
          httpMetadata: {
            contentType: mediaType(rendition),
            cacheControl: "public, max-age=31536000, immutable",
          },
        });
      }),
    );
  }
}

/**
 * Rejects when `put` has not ended in time. It may still succeed later. That does no harm, because a second write has
 * the same bytes.
 */
function withinPutTime(put: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.wakeAt(clock.nowMs() + PUT_MS, () =>
      reject(new Error(`R2 has not answered within ${PUT_MS / 1000} s`)),
    );
    put.then(resolve, reject).finally(cancel);
  });
}
