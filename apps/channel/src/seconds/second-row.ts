import type { CommittedSecond } from "@nonstop/contract/as-run";
import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import { addToAsRun, forgetAsRun } from "./as-run-store.ts";
import {
  forgetSeconds,
  readCommit,
  readTimeline,
  segmentsWithMedia,
  writeCommit,
  writeSlateRun,
  writeTimeline,
} from "./second-store.ts";
import type { SegmentWriter } from "./segment-writer.ts";
import { accept, closeLate, openTimeline, type Timeline } from "./timeline.ts";

/** Called when seconds `[from, to)` have become listed. */
export type OnListed = (from: number, to: number) => void;

/** The channel's stored row of seconds. Every change to it is one transaction. */
export class SecondRow {
  readonly #ctx: DurableObjectState;
  readonly #segments: SegmentWriter;
  readonly #onListed: OnListed;
  #timeline: Timeline | undefined;
  #slateSeconds = 0;

  constructor(ctx: DurableObjectState, segments: SegmentWriter, onListed: OnListed) {
    this.#ctx = ctx;
    this.#segments = segments;
    this.#onListed = onListed;
    this.#timeline = readTimeline(ctx.storage.sql);
  }

  /** Seconds closed as slate since this object was made. */
  get slateSeconds(): number {
    return this.#slateSeconds;
  }

  /**
   * Closes late seconds as slate, then returns the timeline. Every door calls this first, so that none sees a late
   * second as open.
   */
  advance(nowMs: number): Timeline {
    const { sql } = this.#ctx.storage;
    const before = this.#timeline;
    if (before === undefined) {
      const opened = openTimeline(nowMs);
      this.#move(opened.timeline.edge, opened.timeline, () => writeSlateRun(sql, opened.slate));
      return opened.timeline;
    }
    const closed = closeLate(before, nowMs);
    if (closed.slate.length === 0) return before;
    this.#move(before.edge, closed.timeline, () => {
      for (const run of closed.slate) writeSlateRun(sql, run);
    });
    for (const run of closed.slate) this.#slateSeconds += run.to - run.from;
    return closed.timeline;
  }

  /** Commits a second that was judged to be free, with its bytes. */
  commit(timeline: Timeline, fact: CommittedSecond, fragments: Readonly<Record<string, Uint8Array>>): void {
    const { sql } = this.#ctx.storage;
    this.#move(timeline.edge, accept(timeline, fact.second), () => {
      writeCommit(sql, fact, fragments);
      addToAsRun(sql, fact);
    });
  }

  /** The row begins earlier from now on, for its past is known again. Call it inside the transaction that wrote that. */
  beginAt(start: number, nowMs: number): void {
    const timeline = this.advance(nowMs);
    this.#timeline = { ...timeline, start: Math.min(start, timeline.start) };
    writeTimeline(this.#ctx.storage.sql, this.#timeline);
  }

  /** What a listed second is. */
  asListed(second: number): CommittedSecond {
    const commit = readCommit(this.#ctx.storage.sql, second);
    return commit ?? { second, room: { kind: "slate" }, rank: 3, reason: "edge-slate" };
  }

  #move(from: number, after: Timeline, write: () => void): void {
    const { sql } = this.#ctx.storage;
    const closedFrom = Math.floor(from / SEGMENT_SECONDS);
    const closedTo = Math.floor(after.edge / SEGMENT_SECONDS);
    this.#ctx.storage.transactionSync(() => {
      write();
      writeTimeline(sql, after);
      if (closedTo === closedFrom) return;
      this.#segments.queue(segmentsWithMedia(sql, closedFrom, closedTo));
      forgetSeconds(sql, after.edge);
      forgetAsRun(sql, after.edge);
    });
    this.#timeline = after;
    if (closedTo !== closedFrom && this.#segments.waiting > 0) this.#ctx.waitUntil(this.#segments.write());
    if (after.edge !== from) this.#onListed(from, after.edge);
  }
}
