import type { AsRunSpan } from "@nonstop/contract/as-run";
import { addSpan, type SecondSpans } from "@nonstop/contract/second-spans";
import type { Rundown } from "@nonstop/contract/rundown";
import { houseOf } from "@nonstop/house/house";
import { simulate } from "@nonstop/schedule/simulate";
import { TEST_SETTINGS } from "../whole/test-settings.ts";

/** A channel in this process, and its playout: it takes every newer rundown, and airs second by second what `decide` says. */
export class AiringChannel {
  /** What aired, oldest first: spans side by side. */
  readonly aired: AsRunSpan[] = [];
  /** Live rooms that come in, and the seconds they offered. */
  readonly #offers = new Map<string, SecondSpans>();
  #receiving: readonly string[] = [];
  #rundown: Rundown | undefined;
  #edge: number | undefined;

  rundown(): Promise<Rundown | undefined> {
    return Promise.resolve(this.#rundown);
  }

  setRundown(rundown: Rundown): Promise<object> {
    if (rundown.version <= (this.#rundown?.version ?? 0))
      return Promise.resolve({ kind: "older", version: this.#rundown?.version });
    this.#rundown = rundown;
    return Promise.resolve({ kind: "stored" });
  }

  /** The newest `limit` spans of what aired in `[from, to)`. */
  asRun({ from, to }: { from: number; to: number }, limit = Infinity): Promise<AsRunSpan[]> {
    const within = this.aired.filter((span) => span.to > from && span.from < to).slice(-limit);
    return Promise.resolve(
      within.map((span) => ({ ...span, from: Math.max(span.from, from), to: Math.min(span.to, to) })),
    );
  }

  /** It has aired in one house format for ever. */
  houses(): Promise<object[]> {
    return Promise.resolve([{ from: 0, version: houseOf(TEST_SETTINGS).version }]);
  }

  past(): Promise<object> {
    return Promise.resolve({});
  }

  /** What its one playout sees of the live rooms. */
  controlState(): Promise<object> {
    const rooms = this.#receiving.map((room) => ({ room, state: "live" }));
    const playouts = this.#edge === undefined ? [] : [{ ingestConnected: true, rooms }];
    return Promise.resolve({ takes: [], playouts });
  }

  /** The seconds up to `to` air. `receiving`: the live rooms whose seconds came meanwhile. `lengths`: of the pieces, in seconds. */
  airUntil(to: number, receiving: readonly string[], lengths: ReadonlyMap<string, number>): void {
    const from = this.#edge ?? to - 1;
    this.#receiving = receiving;
    for (const room of receiving) this.#offers.set(room, addSpan(this.#offers.get(room) ?? [], from, to));
    const input = {
      rundown: this.#rundown,
      takes: [],
      offers: this.#offers,
      troubles: new Map(),
      attended: new Set(receiving),
      hasAssetSecond: (asset: string, second: number) => second < (lengths.get(asset) ?? 0),
    };
    for (const span of simulate(input, from, to)) this.#add(span);
    this.#edge = to;
  }

  reset(): void {
    this.#rundown = undefined;
    this.#edge = undefined;
    this.#receiving = [];
    this.#offers.clear();
    this.aired.length = 0;
  }

  #add(span: AsRunSpan): void {
    const last = this.aired.at(-1);
    const { from: _from, to: _to, ...what } = span;
    const { from, to: _end, ...before } = last ?? span;
    if (last !== undefined && last.to === span.from && JSON.stringify(before) === JSON.stringify(what))
      this.aired[this.aired.length - 1] = { ...span, from };
    else this.aired.push(span);
  }
}
