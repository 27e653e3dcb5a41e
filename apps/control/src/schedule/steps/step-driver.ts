import type { Chore } from "../chores/chore-list.ts";
import { log } from "@nonstop/door/log";

/** Changes an item as it is when the step has been done: webhooks, and steps of other lanes, may have changed it meanwhile. */
export type Apply<Item> = (item: Item) => Item;

/**
 * What became of a step. `done`: on to the next one; `isProgress` false when failures so far still count. `wait`: nothing is
 * wrong, there is nothing to do yet. `fault`: only people can cure it. `forget`: the thing is no more.
 */
export type Outcome<Item> =
  | { kind: "done"; apply: Apply<Item>; isProgress?: false }
  | { kind: "wait"; afterMs: number }
  | { kind: "retry"; message: string; askedMs?: number; maxMs?: number; apply?: Apply<Item> }
  | { kind: "fault"; message: string; apply?: Apply<Item> }
  | { kind: "forget" };

/** There is no step to take: never, or not before `untilMs`. */
export type Idle = { kind: "done" } | { kind: "wait"; untilMs: number };

/** A step that was done: of which item, as it was then, and what became of it. */
export type Done<Item, Step> = { tried: Item; step: Step; outcome: Outcome<Item>; nowMs: number };

/** Items of one kind and the steps they go through. Every step may be repeated without harm. */
export type StepTable<
  Item extends { dueMs?: number | undefined },
  Step extends { kind: string },
  Lane extends string = string,
> = {
  /** For logs. */
  name: string;
  /** Lanes that steps run in: an item takes one step at a time in each, beside its steps in the others. */
  lanes: readonly Lane[];
  idOf(item: Item): string;
  read(id: string): Item | undefined;
  write(item: Item): void;
  remove(id: string): void;
  /** Up to `limit` items that are due, the most urgent first. */
  due(nowMs: number, limit: number): Item[];
  /** When the next item is due that is not due yet. */
  nextDueMs(nowMs: number): number | undefined;
  /** What to do next for an item in each lane. Pure. */
  steps(item: Item, nowMs: number): Readonly<Record<Lane, Step | Idle>>;
  /** Does a step. */
  run(step: Step, item: Item, nowMs: number): Promise<Outcome<Item>>;
  /** The item, as it is now, after a step: what was changed, what failed, and when to look at it again. Pure. */
  after(item: Item, done: Done<Item, Step>): Item;
  /** The item when no lane has a step for it: when to look at it again. Pure. */
  atRest(item: Item, nowMs: number): Item;
};

/** Most items to look through for one that may be advanced. */
const MAX_LOOKED_AT = 100;

/** What the due items ask for: the first one in each lane, and those at rest. */
type Look<Item, Lane> = { first: ReadonlyMap<Lane, Item>; resting: readonly Item[] };

/** Drives the items of a step table, one step of an item at a time in each lane. Holds nothing that the table does not. */
export class StepDriver<
  Item extends { dueMs?: number | undefined },
  Step extends { kind: string },
  Lane extends string = string,
> {
  readonly #table: StepTable<Item, Step, Lane>;
  readonly #nowMs: () => number;
  /** Items by lane that take a step there. */
  readonly #busy = new Map<Lane, Set<string>>();
  /** All chores ask at once, again and again: one look answers them. It is good until something else may have happened. */
  #look: Look<Item, Lane> | undefined;

  constructor(table: StepTable<Item, Step, Lane>, nowMs: () => number) {
    this.#table = table;
    this.#nowMs = nowMs;
    for (const lane of table.lanes) this.#busy.set(lane, new Set());
  }

  /** A chore for each lane, whose run takes one step of one item, and one that settles the items that are at rest. */
  chores(): Chore[] {
    const { name, lanes } = this.#table;
    return [...lanes.map((lane) => this.#laneChore(lane)), this.#restChore(`${name}-rest`)];
  }

  #laneChore(lane: Lane): Chore {
    const first = (): Item | undefined => this.#looked().first.get(lane);
    const run = async (): Promise<void> => {
      const item = first();
      if (item !== undefined) await this.#advance(item, lane);
    };
    return { name: lane, dueMs: () => (first() === undefined ? undefined : this.#nowMs()), run };
  }

  #restChore(name: string): Chore {
    return {
      name,
      dueMs: () => {
        const nowMs = this.#nowMs();
        return this.#looked().resting.length > 0 ? nowMs : this.#table.nextDueMs(nowMs);
      },
      run: () => {
        for (const item of this.#looked().resting) this.#table.write(this.#table.atRest(item, this.#nowMs()));
        return Promise.resolve();
      },
    };
  }

  #looked(): Look<Item, Lane> {
    if (this.#look === undefined) {
      this.#look = this.#lookAtDue();
      queueMicrotask(() => (this.#look = undefined));
    }
    return this.#look;
  }

  #lookAtDue(): Look<Item, Lane> {
    const nowMs = this.#nowMs();
    const first = new Map<Lane, Item>();
    const resting: Item[] = [];
    for (const item of this.#table.due(nowMs, MAX_LOOKED_AT)) {
      const steps = this.#table.steps(item, nowMs);
      const active = this.#table.lanes.filter((lane) => this.#isBusy(item, lane) || !isIdle(steps[lane]));
      if (active.length === 0) resting.push(item);
      for (const lane of active) if (!first.has(lane) && !this.#isBusy(item, lane)) first.set(lane, item);
    }
    return { first, resting };
  }

  #isBusy(item: Item, lane: Lane): boolean {
    return this.#busy.get(lane)?.has(this.#table.idOf(item)) === true;
  }

  async #advance(item: Item, lane: Lane): Promise<void> {
    const id = this.#table.idOf(item);
    const step: Step | Idle = this.#table.steps(item, this.#nowMs())[lane];
    if (this.#isBusy(item, lane) || isIdle(step)) return;
    this.#busy.get(lane)?.add(id);
    try {
      this.#record(id, { tried: item, step, outcome: await this.#run(step, item) });
    } finally {
      this.#busy.get(lane)?.delete(id);
    }
  }

  async #run(step: Step, item: Item): Promise<Outcome<Item>> {
    try {
      return await this.#table.run(step, item, this.#nowMs());
    } catch (error) {
      // A fault of ours must not stop the other items. Its text may hold what a vendor was told, so only its name is kept.
      return { kind: "retry", message: `An unforeseen ${error instanceof Error ? error.name : "fault"}.` };
    }
  }

  #record(id: string, done: Omit<Done<Item, Step>, "nowMs">): void {
    const fresh = this.#table.read(id);
    if (fresh === undefined) return;
    const { outcome, step, tried } = done;
    if (outcome.kind === "forget" && JSON.stringify(fresh) === JSON.stringify(tried)) this.#table.remove(id);
    else this.#table.write(this.#table.after(fresh, { ...done, nowMs: this.#nowMs() }));
    if (outcome.kind !== "wait")
      log("step", { of: this.#table.name, id, step: step.kind, result: outcome.kind });
  }
}

function isIdle(step: { kind: string }): step is Idle {
  return step.kind === "done" || step.kind === "wait";
}
