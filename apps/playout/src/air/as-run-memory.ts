import type { AsRunSpan, CommittedSecond } from "@nonstop/contract/as-run";
import { roomName } from "@nonstop/contract/rundown";
import { isAlike, mergeSpan } from "@nonstop/schedule/as-run";
import type { Log } from "@nonstop/telemetry/log";

const MAX_SPANS = 500;
/** Seconds that may still be answered out of order. Rows are made of older ones. */
const SETTLE_SECONDS = 6;

/** What this playout got on air, for the log and for debugging. The edge keeps the real as-run. */
export class AsRunMemory {
  readonly #spans: AsRunSpan[] = [];
  readonly #recent: CommittedSecond[] = [];
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  add(committed: CommittedSecond): void {
    const after = this.#recent.findIndex(({ second }) => second > committed.second);
    this.#recent.splice(after < 0 ? this.#recent.length : after, 0, committed);
    while (this.#recent.length > SETTLE_SECONDS) {
      const oldest = this.#recent.shift();
      if (oldest !== undefined) append(this.#spans, oldest);
    }
    if (this.#spans.length > MAX_SPANS) this.#spans.shift();
    this.#logChange(committed);
  }

  /** The newest rows, oldest first. */
  get spans(): AsRunSpan[] {
    const spans = [...this.#spans];
    for (const second of this.#recent) append(spans, second);
    return spans.slice(-MAX_SPANS);
  }

  #logChange(committed: CommittedSecond): void {
    const before = this.#recent.find(({ second }) => second === committed.second - 1);
    if (before !== undefined && isAlike(before, committed)) return;
    const { second, room, rank, reason, airing, title, take } = committed;
    this.#log("on-air", { second, room: roomName(room), rank, reason, airing, title, take });
  }
}

function append(spans: AsRunSpan[], second: CommittedSecond): void {
  const merged = mergeSpan(spans.at(-1), second);
  if (merged.kind === "grown") spans.pop();
  spans.push(merged.span);
}
