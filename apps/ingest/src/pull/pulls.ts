import type { Pull as PullOrder } from "@nonstop/contract/pull";
import type { LiveRoom } from "../room/live-room.ts";
import type { Rooms } from "../room/rooms.ts";
import { Pull, type PullParts } from "./pull.ts";
import { renewalOf } from "./renewed-address.ts";

const ASK_MS = 5_000;
const SETTLE_MS = 500;

type Running = { room: LiveRoom; url: string; pull: Pull };

/** Whether a pull that runs can go on by another order: the source is the same, be it by another token. */
function isSameSource(url: string, order: PullOrder): boolean {
  return order.url === url || (order.isInput === true && renewalOf(url, order.url) !== undefined);
}

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
    for (const [name, running] of this.#running) {
      const { room, url, pull } = running;
      const order = due.get(name);
      if (order !== undefined && isSameSource(url, order)) {
        if (order.url !== url) pull.renew(order.url);
        running.url = order.url;
        continue;
      }
      pull.stop();
      room.expectSomebody(false);
      this.#running.delete(name);
    }
    for (const [name, order] of due) {
      if (this.#running.has(name)) continue;
      const room = this.#rooms.pulled(name);
      room.expectSomebody(true);
      this.#running.set(name, { room, url: order.url, pull: new Pull(room, order, this.#o) });
    }
  }
}
