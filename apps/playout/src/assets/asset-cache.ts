import type { AssetIndex } from "@nonstop/contract/asset";
import { assetSecond as fragmentsOfSecond } from "@nonstop/media/asset-chunk";
import { checkFragments } from "@nonstop/media/house-check";
import { type AssetChunk, readAssetChunk } from "./asset-chunk.ts";
import type { AssetDisk } from "./asset-disk.ts";
import type { Lookahead } from "./asset-lookahead.ts";
import { AssetIndexes, isSameMedia } from "./asset-indexes.ts";
import { ChunkMemory } from "./chunk-memory.ts";
import { type ChunkRef, chunkKey, chunkOf, markedRef, type MarkedRef } from "./chunk-ref.ts";
import type { EdgeClient } from "../edge/edge-client.ts";
import type { HouseParameters } from "@nonstop/edge-client/house-parameters";
import { type Log, messageOf } from "@nonstop/telemetry/log";
import { RetryTimes } from "./retry-times.ts";
import type { Fragments } from "../rooms/room-seconds.ts";
import type { Warnings } from "@nonstop/telemetry/warnings";

type Parts = {
  edge: EdgeClient;
  disk: AssetDisk;
  house: HouseParameters;
  renditions: readonly string[];
  videoRenditions: readonly string[];
  memoryBytes: number;
  nowMs: () => number;
  onChange: () => void;
  warnings: Warnings;
  log: Log;
};

const DISK = "the disk";
/** Pause between downloads that are not urgent: what is on air has the machine and the line first. */
const BACKGROUND_PAUSE_MS = 200;

/** Assets where the loop needs them: the next minute in memory, the next hour on disk. They come from the edge's library. */
export class AssetCache {
  readonly #o: Parts;
  readonly #indexes: AssetIndexes;
  readonly #memory: ChunkMemory;
  readonly #loading = new Map<string, Promise<AssetChunk | undefined>>();
  readonly #retries: RetryTimes;
  #wanted: Lookahead = { near: [], later: [] };
  #pumping = false;
  #stopped = false;

  constructor(o: Parts) {
    this.#o = o;
    this.#retries = new RetryTimes(o.nowMs);
    this.#memory = new ChunkMemory(o.memoryBytes);
    this.#indexes = new AssetIndexes({
      ...o,
      retries: this.#retries,
      onReplaced: (asset) => this.#memory.deleteAsset(asset),
    });
  }

  /** Whether this asset second can be aired now, from memory or disk. */
  has(asset: string, assetSecond: number): boolean {
    const index = this.#indexes.get(asset);
    return (
      index !== undefined && assetSecond < index.durationSeconds && this.hasChunk(chunkOf(asset, assetSecond))
    );
  }

  hasChunk(ref: ChunkRef): boolean {
    return this.#holds(this.#marked(ref));
  }

  get memoryBytes(): number {
    return this.#memory.bytes;
  }

  /** The fragments that air an asset second as a channel second; undefined when its chunk is missing or broken. */
  async fragments(asset: string, assetSecond: number, channelSecond: number): Promise<Fragments | undefined> {
    const index = this.#indexes.get(asset);
    if (index === undefined) return undefined;
    const ref = markedRef(chunkOf(asset, assetSecond), index);
    const chunk = this.#memory.get(ref) ?? (await this.#load(ref, index));
    if (chunk === undefined) return undefined;
    if (!this.#memory.has(ref)) this.#memory.put(ref, chunk);
    const fragments = this.#splice(chunk, assetSecond, channelSecond);
    if (typeof fragments !== "string") return fragments;
    await this.#discard(ref, fragments);
    return undefined;
  }

  /** Says what should be here now. It is fetched in the background, one chunk at a time. */
  prepare(wanted: Lookahead): void {
    this.#wanted = wanted;
    this.#indexes.warnOnlyOf([...wanted.near, ...wanted.later]);
    if (this.#pumping || this.#stopped) return;
    this.#pumping = true;
    void this.#pump().finally(() => {
      this.#pumping = false;
    });
  }

  /** A piece may have other media by now: its index is read anew as soon as there is time. */
  doubt(asset: string): void {
    this.#indexes.doubt(asset);
  }

  stop(): void {
    this.#stopped = true;
  }

  async #pump(): Promise<void> {
    // Each turn reads the list anew. A turn without work ends the pump until the next `prepare`.
    while (!this.#stopped) {
      if (!(await this.#bringNext().catch((thrown: unknown) => this.#failed(thrown)))) return;
    }
  }

  async #bringNext(): Promise<boolean> {
    const { near, later } = this.#wanted;
    this.#memory.protect(near.map((ref) => this.#marked(ref)));
    for (const ref of near)
      if (await this.#bringIf(ref, (marked) => !this.#memory.has(marked) && this.#memory.hasRoom()))
        return true;
    // Never fetch more than the disk keeps, or each chunk would push out another one for ever.
    let room = this.#retries.isDue(DISK) ? this.#o.disk.limitBytes * 0.9 : 0;
    for (const ref of later) {
      const index = this.#indexes.get(ref.asset);
      if (index !== undefined) room -= index.byteLength / index.chunkCount;
      if (room <= 0) break;
      if (await this.#bringIf(ref, (marked) => !this.#holds(marked))) {
        await new Promise((resolve) => setTimeout(resolve, BACKGROUND_PAUSE_MS));
        return true;
      }
    }
    return this.#indexes.refreshOldest([...near, ...later]);
  }

  /** Loads a chunk, or first the index of its asset, if it is wanted and may be tried. True when there was work. */
  async #bringIf(wanted: ChunkRef, isWanted: (ref: MarkedRef) => boolean): Promise<boolean> {
    const index = this.#indexes.get(wanted.asset);
    if (index === undefined) return this.#indexes.bring(wanted.asset);
    const ref = markedRef(wanted, index);
    if (ref.chunk >= index.chunkCount || !this.#retries.isDue(chunkKey(ref)) || !isWanted(ref)) return false;
    const chunk = await this.#load(ref, index);
    // What airs later stays on the disk only.
    if (chunk !== undefined && this.#memory.isProtected(ref)) this.#memory.put(ref, chunk);
    return true;
  }

  #marked(ref: ChunkRef): MarkedRef {
    return markedRef(ref, this.#indexes.get(ref.asset));
  }

  #holds(ref: MarkedRef): boolean {
    return this.#memory.has(ref) || this.#o.disk.has(ref);
  }

  #load(ref: MarkedRef, index: AssetIndex): Promise<AssetChunk | undefined> {
    const key = chunkKey(ref);
    const loading =
      this.#loading.get(key) ?? this.#bring(ref, index).finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  async #bring(ref: MarkedRef, index: AssetIndex): Promise<AssetChunk | undefined> {
    const kept = await this.#o.disk.readChunk(ref);
    if (kept !== undefined) {
      const chunk = this.#accept(kept, ref, index);
      if (typeof chunk !== "string") return chunk;
      await this.#discard(ref, chunk);
    }
    const found = await this.#o.edge.readAssetChunk(ref.asset, ref.chunk, ref.mark);
    if (found.kind !== "found") {
      if (found.kind === "absent") this.#indexes.doubt(ref.asset);
      this.#retries.failed(chunkKey(ref));
      this.#o.log("asset-chunk-missing", {
        ...ref,
        problem: found.kind === "absent" ? "absent" : found.reason,
      });
      return undefined;
    }
    const known = this.#indexes.get(ref.asset);
    // The piece was replaced while this chunk came.
    if (known === undefined || !isSameMedia(known, index)) return undefined;
    const chunk = this.#accept(found.value, ref, index);
    if (typeof chunk === "string") {
      this.#retries.failed(chunkKey(ref));
      this.#o.log("asset-chunk-broken", { ...ref, problem: chunk });
      return undefined;
    }
    if (await this.#o.disk.writeChunk(ref, found.value)) this.#retries.worked(DISK);
    else this.#retries.failed(DISK);
    this.#retries.worked(chunkKey(ref));
    this.#o.onChange();
    return chunk;
  }

  #accept(bytes: Uint8Array, ref: MarkedRef, index: AssetIndex): AssetChunk | string {
    const read = readAssetChunk(bytes, { ref, index, videoRenditions: this.#o.videoRenditions });
    if (read.kind === "broken") return read.problem;
    return read.chunk;
  }

  #splice(chunk: AssetChunk, assetSecond: number, channelSecond: number): Fragments | string {
    try {
      const all = fragmentsOfSecond(chunk.header, chunk.parts, { assetSecond, channelSecond });
      const fragments = Object.fromEntries(
        this.#o.renditions.flatMap((id) => (all[id] === undefined ? [] : [[id, all[id]] as const])),
      );
      const check = checkFragments(fragments, channelSecond, this.#o.renditions);
      return check.kind === "ok" ? fragments : check.reason;
    } catch (thrown) {
      return messageOf(thrown);
    }
  }

  async #discard(ref: MarkedRef, problem: string): Promise<void> {
    this.#o.log("asset-chunk-broken", { ...ref, problem });
    this.#memory.delete(ref);
    await this.#o.disk.removeChunk(ref);
    this.#retries.failed(chunkKey(ref));
  }

  #failed(thrown: unknown): false {
    this.#o.log("asset-cache-failed", { problem: messageOf(thrown) });
    return false;
  }
}
