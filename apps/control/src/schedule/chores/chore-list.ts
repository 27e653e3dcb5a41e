import { backOffMs } from "../steps/back-off.ts";

/** Something the schedule does again and again. What is due stays due until `run` has done it, also over a restart. */
export type Chore = {
  /** For logs. */
  name: string;
  /** When it is to be done next (epoch ms); undefined when there is nothing to do. */
  dueMs(): number | undefined;
  run(nowMs: number): Promise<void>;
};

/** What the list reaches its host through. */
export type ChoreHost = {
  nowMs(): number;
  /** Has `wake` called at `atMs` or soon after, also when the host was restarted meanwhile. There is one alarm. */
  setAlarm(atMs: number): Promise<void>;
  log(event: string, details: Readonly<Record<string, string | number>>): void;
};

/** A chore that runs is looked at again after so long, in case the host is restarted while it runs. */
const WATCH_MS = 30_000;

/**
 * Chores behind one alarm. Each runs beside the others and never beside itself, so a slow one delays none. After a fault a
 * chore rests by itself, longer each time.
 */
export class ChoreList {
  readonly #chores: readonly Chore[];
  readonly #host: ChoreHost;
  readonly #running = new Map<string, Promise<void>>();
  readonly #rests = new Map<string, { faults: number; untilMs: number }>();

  constructor(chores: readonly Chore[], host: ChoreHost) {
    this.#chores = chores;
    this.#host = host;
  }

  /** Starts every chore that is due and sets the alarm for the others. It does not wait for them. */
  async wake(): Promise<void> {
    for (const chore of this.#chores) {
      const dueMs = this.#running.has(chore.name) ? undefined : this.#dueMs(chore);
      if (dueMs !== undefined && dueMs <= this.#host.nowMs()) this.#start(chore);
    }
    await this.setAlarm();
  }

  /** Resolves when no chore runs. */
  async calm(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  /** Sets the alarm for the chore that is due first, and starts nothing. */
  async setAlarm(): Promise<void> {
    const watchMs = this.#host.nowMs() + WATCH_MS;
    const times = this.#chores.flatMap((chore) => {
      const atMs = this.#running.has(chore.name) ? watchMs : this.#dueMs(chore);
      return atMs === undefined ? [] : [atMs];
    });
    if (times.length > 0) await this.#host.setAlarm(Math.min(...times));
  }

  #start(chore: Chore): void {
    const run = async (): Promise<void> => {
      try {
        await chore.run(this.#host.nowMs());
        this.#rests.delete(chore.name);
      } catch (error) {
        this.#rest(chore, error);
      }
      this.#running.delete(chore.name);
      try {
        // What it did may have made another chore due.
        await this.wake();
      } catch {
        // No alarm could be set. The one that is set, or the next call, wakes the list.
        this.#host.log("alarm-unset", { chore: chore.name });
      }
    };
    // It begins in a turn of its own: by then it is known to run.
    this.#running.set(chore.name, Promise.resolve().then(run));
  }

  #dueMs(chore: Chore): number | undefined {
    const restMs = this.#rests.get(chore.name)?.untilMs ?? 0;
    if (restMs > this.#host.nowMs()) return restMs;
    try {
      return chore.dueMs();
    } catch (error) {
      return this.#rest(chore, error);
    }
  }

  // The text of an error may hold what a vendor was told, so only its name is logged.
  #rest(chore: Chore, error: unknown): number {
    const faults = (this.#rests.get(chore.name)?.faults ?? 0) + 1;
    const untilMs = this.#host.nowMs() + backOffMs(faults);
    this.#rests.set(chore.name, { faults, untilMs });
    const name = error instanceof Error ? error.name : "unknown";
    this.#host.log("chore-fault", { chore: chore.name, name, faults });
    return untilMs;
  }
}
