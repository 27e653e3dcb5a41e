import type { Pull as PullOrder } from "@nonstop/contract/pull";
import type { LiveRoom } from "../room/live-room.ts";
import type { Rooms } from "../room/rooms.ts";
import { Pull, type PullParts } from "./pull.ts";

const ASK_MS = 5_000;
const SETTLE_MS = 500;

type Running = { room: LiveRoom; url: string; pull: Pull };

/**
 * All sources that are pulled. Asks the edge which are wanted, and starts and ends each at its second. While the edge does not
 * answer, its last answer holds.
 */
export class Pulls {
  readonly #o: PullParts;
  readonly #rooms: Rooms;
  readonly #nowMs: () => number;
  readonly #ask: () => Promise<readonly PullOrder[] | undefined>;
  readonly #running = new Map<string, Running>();
  readonly #timers: NodeJS.Timeout[];
  #wanted: readonly PullOrder[] = [];

  constructor(o: {
    parts: PullParts;
    rooms: Rooms;
    /** Channel time in ms. */
    nowMs: () => number;
    ask: () => Promise<readonly PullOrder[] | undefined>;
  }) {
    this.#o = o.parts;
    this.#rooms = o.rooms;
    this.#nowMs = o.nowMs;
    this.#ask = o.ask;
    void this.#refresh();
    this.#timers = [
      setInterval(() => void this.#refresh(), ASK_MS),
      setInterval(() => this.#settle(), SETTLE_MS),
    ];
  }

  get running(): number {
    return this.#running.size;
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#wanted = [];
    this.#settle();
  }

  async #refresh(): Promise<void> {
    this.#wanted = (await this.#ask()) ?? this.#wanted;
    this.#settle();
  }

  #settle(): void {
    const second = this.#nowMs() / 1000;
    const due = new Map(
      this.#wanted
        .filter(({ from, to }) => from <= second && second < to)
        .map((order) => [order.room, order] as const),
    );
    for (const [name, { room, url, pull }] of this.#running) {
      if (due.get(name)?.url === url) continue;
      pull.stop();
      room.expectSomebody(false);
      this.#running.delete(name);
    }
    for (const [name, { url }] of due) {
      if (this.#running.has(name)) continue;
      const room = this.#rooms.pulled(name);
      room.expectSomebody(true);
      this.#running.set(name, { room, url, pull: new Pull(room, url, this.#o) });
    }
  }
}
