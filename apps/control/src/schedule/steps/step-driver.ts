import type { Chore } from "../chores/chore-list.ts";
import { log } from "@nonstop/door/log";
import { backOffMs } from "./back-off.ts";

/** How far something is on its step table. */
export type Progress = {
  /** Tries of the step at hand that failed. */
  attempt: number;
  lastError?: string | undefined;
  /** When to look at it again (epoch ms); absent when nothing is to be done. */
  dueMs?: number | undefined;
};

/** Changes an item as it is when the step has been done: webhooks may have changed it meanwhile. */
export type Apply<Item> = (item: Item) => Item;

/**
 * What became of a step. `done`: on to the next one; `isProgress` false when failures so far still count. `wait`: nothing is
 * wrong, there is nothing to do yet. `fault`: only people can cure it. `forget`: the thing is no more.
 */
export type Outcome<Item> =
  | { kind: "done"; apply: Apply<Item>; isProgress?: false }
  | { kind: "wait"; afterMs: number }
  | { kind: "retry"; message: string; askedMs?: number; apply?: Apply<Item> }
  | { kind: "fault"; message: string; apply?: Apply<Item> }
  | { kind: "forget" };

/** There is no step to take: never, or not before `untilMs`. */
export type Idle = { kind: "done" } | { kind: "wait"; untilMs: number };

/** Items of one kind and the steps they go through. Every step may be repeated without harm. */
export type StepTable<Item extends Progress, Step extends { kind: string }> = {
  /** For logs. */
  name: string;
  idOf(item: Item): string;
  read(id: string): Item | undefined;
  write(item: Item): void;
  remove(id: string): void;
  /** Up to `limit` items that are due, the most urgent first. */
  due(nowMs: number, limit: number): Item[];
  /** When the next item is due, those of `except` left out. */
  nextDueMs(except: readonly string[]): number | undefined;
  /** What to do next for an item. Pure. */
  step(item: Item, nowMs: number): Step | Idle;
  /** Does a step. */
  run(step: Step, item: Item, nowMs: number): Promise<Outcome<Item>>;
  /** The item after a step that only people can cure. Pure. */
  faulted(item: Item, fault: { step: string; message: string }, nowMs: number): Item;
};

/** Most items to look through for one that may be advanced. */
const MAX_LOOKED_AT = 100;

/** Drives the items of a step table, one step at a time, no item twice at once. Holds nothing that the table does not. */
export class StepDriver<Item extends Progress, Step extends { kind: string }> {
  readonly #table: StepTable<Item, Step>;
  readonly #nowMs: () => number;
  readonly #busy = new Set<string>();

  constructor(table: StepTable<Item, Step>, nowMs: () => number) {
    this.#table = table;
    this.#nowMs = nowMs;
  }

  /** All items as a chore: a run takes one step. */
  chore(name: string): Chore {
    return {
      name,
      dueMs: () => this.#table.nextDueMs([...this.#busy]),
      run: () => this.#advance(this.#firstDue()),
    };
  }

  /** The items whose next step is `kind`, as a chore of their own: none of them waits for another step of another item. */
  choreOf(name: string, kind: Step["kind"]): Chore {
    const first = (): Item | undefined =>
      this.#firstDue((item) => this.#table.step(item, this.#nowMs()).kind === kind);
    return { name, dueMs: () => first()?.dueMs, run: () => this.#advance(first()) };
  }

  #firstDue(isWanted: (item: Item) => boolean = () => true): Item | undefined {
    return this.#table
      .due(this.#nowMs(), MAX_LOOKED_AT)
      .find((item) => !this.#busy.has(this.#table.idOf(item)) && isWanted(item));
  }

  async #advance(item: Item | undefined): Promise<void> {
    // The other chore was faster.
    if (item === undefined) return;
    const id = this.#table.idOf(item);
    const step = this.#table.step(item, this.#nowMs());
    if (isIdle(step)) {
      const dueMs = "untilMs" in step ? step.untilMs : undefined;
      this.#table.write({ ...item, attempt: 0, lastError: undefined, dueMs });
      return;
    }
    this.#busy.add(id);
    try {
      this.#record(id, { tried: item, step, outcome: await this.#run(step, item) });
    } finally {
      this.#busy.delete(id);
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

  #record(id: string, o: { tried: Item; step: Step; outcome: Outcome<Item> }): void {
    const fresh = this.#table.read(id);
    if (fresh === undefined) return;
    const isOvertaken = JSON.stringify(fresh) !== JSON.stringify(o.tried);
    const { outcome, step } = o;
    let attempt = 0;
    if (outcome.kind === "forget" && !isOvertaken) {
      this.#table.remove(id);
    } else {
      const next = this.#after(fresh, { outcome, step, isOvertaken });
      this.#table.write(next);
      attempt = next.attempt;
    }
    if (outcome.kind !== "wait")
      log("step", { of: this.#table.name, id, step: step.kind, result: outcome.kind, attempt });
  }

  #after(fresh: Item, o: { outcome: Outcome<Item>; step: Step; isOvertaken: boolean }): Item {
    const { outcome } = o;
    const nowMs = this.#nowMs();
    const applied = "apply" in outcome ? (outcome.apply?.(fresh) ?? fresh) : fresh;
    // A webhook came meanwhile. What it brought must not wait for this step's back-off.
    if (o.isOvertaken) return { ...applied, attempt: 0, lastError: undefined, dueMs: nowMs };
    switch (outcome.kind) {
      case "done":
        if (outcome.isProgress === false) return { ...applied, dueMs: nowMs };
        return { ...applied, attempt: 0, lastError: undefined, dueMs: nowMs };
      case "wait":
        return { ...applied, dueMs: nowMs + outcome.afterMs };
      case "fault": {
        const { message } = outcome;
        return this.#table.faulted(
          { ...applied, attempt: 0, lastError: undefined },
          { step: o.step.kind, message },
          nowMs,
        );
      }
      case "retry": {
        const attempt = fresh.attempt + 1;
        const dueMs = nowMs + backOffMs(attempt, outcome.askedMs);
        return { ...applied, attempt, lastError: outcome.message, dueMs };
      }
      case "forget":
      default:
        return applied;
    }
  }
}

function isIdle(step: { kind: string }): step is Idle {
  return step.kind === "done" || step.kind === "wait";
}
