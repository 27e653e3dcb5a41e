import type { AssetIndex } from "@nonstop/contract/asset";
import { mediaMark } from "@nonstop/contract/asset-source";
import type { AssetDisk } from "./asset-disk.ts";
import type { ChunkRef } from "./chunk-ref.ts";
import type { EdgeClient } from "../edge/edge-client.ts";
import type { HouseParameters } from "@nonstop/edge-client/house-parameters";
import type { Log } from "@nonstop/telemetry/log";
import type { RetryTimes } from "./retry-times.ts";
import type { Warnings } from "@nonstop/telemetry/warnings";

const REFRESH_MS = 600_000;

type Known = { index: AssetIndex; askedMs: number; comparedAt: number };
type Parts = {
  edge: EdgeClient;
  disk: AssetDisk;
  house: HouseParameters;
  retries: RetryTimes;
  nowMs: () => number;
  onChange: () => void;
  onReplaced: (asset: string) => void;
  warnings: Warnings;
  log: Log;
};

/** What this playout knows of the library's pieces. Only pieces that fit the house format are given out. */
export class AssetIndexes {
  readonly #known = new Map<string, Known>();
  /** Pieces that somebody said to be others now, after an answer was asked for. */
  readonly #doubted = new Set<string>();
  /** Pieces that a warning stands for. */
  readonly #warned = new Set<string>();
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** The index of a piece; undefined when it is not known or does not fit the house format. */
  get(asset: string): AssetIndex | undefined {
    const known = this.#known.get(asset);
    // A piece may have been accepted before the house format was known.
    if (known !== undefined && known.comparedAt !== this.#o.house.revision) {
      known.comparedAt = this.#o.house.revision;
      if (!this.#fits(known.index)) {
        this.#known.delete(asset);
        this.#o.retries.failed(asset);
        return undefined;
      }
    }
    return known?.index;
  }

  /** Withdraws the warnings about pieces that are not wanted any more. */
  warnOnlyOf(wanted: readonly ChunkRef[]): void {
    if (this.#warned.size === 0) return;
    const assets = new Set(wanted.map(({ asset }) => asset));
    for (const asset of this.#warned) if (!assets.has(asset)) this.#warn(asset, undefined);
  }

  /** Looks for an index on disk, then at the edge. True when there was something to do. */
  async bring(asset: string): Promise<boolean> {
    if (!this.#o.retries.isDue(asset)) return false;
    const kept = await this.#o.disk.readIndex(asset);
    if (kept !== undefined && this.#fits(kept)) {
      this.#known.set(asset, { index: kept, askedMs: 0, comparedAt: this.#o.house.revision });
      this.#o.onChange();
      return true;
    }
    await this.#ask(asset);
    return true;
  }

  /** Asks again for the index of one piece that was read long ago, for the library may have replaced it. True when it asked. */
  async refreshOldest(wanted: readonly ChunkRef[]): Promise<boolean> {
    for (const { asset } of wanted) {
      const known = this.#known.get(asset);
      if (known === undefined || this.#o.nowMs() - known.askedMs < REFRESH_MS) continue;
      if (!this.#o.retries.isDue(asset)) continue;
      await this.#ask(asset);
      return true;
    }
    return false;
  }

  /** Asks again for the index of a piece as soon as there is time: a chunk that it names is not there. */
  doubt(asset: string): void {
    // An answer that is on its way may be older than the doubt.
    this.#doubted.add(asset);
    const known = this.#known.get(asset);
    if (known !== undefined) known.askedMs = Number.NEGATIVE_INFINITY;
  }

  async #ask(asset: string): Promise<void> {
    const askedMs = this.#o.nowMs();
    this.#doubted.delete(asset);
    const found = await this.#o.edge.readAssetIndex(asset);
    const known = this.#known.get(asset);
    if (found.kind !== "found") {
      this.#o.retries.failed(asset);
      // What we have airs on: an edge without its library is no reason to drop a piece.
      const why = found.kind === "absent" ? "it is not in the library" : found.reason;
      this.#warn(
        asset,
        known === undefined
          ? `${asset} cannot be fetched: ${why}. Plan B or filler airs instead.`
          : undefined,
      );
      return;
    }
    const index = found.value;
    if (!this.#fits(index)) {
      this.#known.delete(asset);
      this.#o.retries.failed(asset);
      return;
    }
    if (known !== undefined && !isSameMedia(known.index, index)) {
      this.#o.log("asset-replaced", { asset });
      await this.#o.disk.removeAsset(asset);
      this.#o.onReplaced(asset);
    }
    this.#known.set(asset, {
      index,
      askedMs: this.#doubted.has(asset) ? Number.NEGATIVE_INFINITY : askedMs,
      comparedAt: this.#o.house.revision,
    });
    await this.#o.disk.writeIndex(index);
    this.#o.retries.worked(asset);
    this.#warn(asset, undefined);
    this.#o.onChange();
  }

  #fits(index: AssetIndex): boolean {
    const problem = this.#o.house.problemOf(index.parameters);
    const sentence = `${index.asset} does not fit the house format and is not aired (${problem ?? ""}). Conform it again.`;
    this.#warn(index.asset, problem === undefined ? undefined : sentence);
    return problem === undefined;
  }

  #warn(asset: string, sentence: string | undefined): void {
    if (sentence === undefined) this.#warned.delete(asset);
    else this.#warned.add(asset);
    this.#o.warnings.set(`asset-${asset}`, sentence !== undefined, sentence);
  }
}

/** Whether two indexes of a piece name the same bytes: then a copy in another place, or another title, is none of ours. */
export function isSameMedia(a: AssetIndex, b: AssetIndex): boolean {
  const named = ({ source, durationSeconds, parameters, byteLength }: AssetIndex): string => {
    const mark = mediaMark(source);
    // A mark tells all media apart. Of media without one, the length in bytes is what differs soonest.
    return JSON.stringify([mark, durationSeconds, parameters, mark === undefined ? byteLength : undefined]);
  };
  return named(a) === named(b);
}
