import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AssetIndex } from "@nonstop/contract/asset";
import { ChunkFolder } from "@nonstop/contract/asset-source";
import { jsonOf } from "@nonstop/edge-client/ask-http";
import { readIfThere, writeAtomic } from "@nonstop/service/atomic-file";
import { type MarkedRef, chunkKey } from "./chunk-ref.ts";
import { type Log, messageOf } from "@nonstop/telemetry/log";

type Kept = MarkedRef & { bytes: number; used: number };

/**
 * Assets on this playout's own disk: `assets/{asset}/index.json` and `{c}.chunk`, the latter in a folder of its media's mark where it has
 * one. The least recently used are deleted first.
 */
export class AssetDisk {
  readonly #folder: string;
  readonly limitBytes: number;
  readonly #log: Log;
  /** Insertion order is order of use, oldest first. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(o: { stateDir: string; limitBytes: number; log: Log }) {
    this.#folder = join(o.stateDir, "assets");
    this.limitBytes = o.limitBytes;
    this.#log = o.log;
  }

  /** Finds what an earlier run left and removes half-written files. */
  async open(): Promise<void> {
    const found: Kept[] = [];
    for (const asset of await listing(this.#folder)) {
      await this.#openFolder({ asset, mark: undefined }, found);
      for (const name of await listing(join(this.#folder, asset))) {
        const mark = ChunkFolder.safeParse(name);
        if (mark.success) await this.#openFolder({ asset, mark: mark.data }, found);
      }
    }
    for (const kept of found.sort((a, b) => a.used - b.used)) this.#keep(kept);
  }

  async #openFolder(of: Omit<MarkedRef, "chunk">, found: Kept[]): Promise<void> {
    const folder = this.#folderOf(of);
    for (const name of await listing(folder)) {
      const path = join(folder, name);
      const chunk = /^(\d{1,7})\.chunk$/.exec(name)?.[1];
      if (name.endsWith(".tmp")) await rm(path, { force: true });
      else if (chunk !== undefined) {
        const about = await stat(path).catch(() => undefined);
        if (about !== undefined)
          found.push({ ...of, chunk: Number(chunk), bytes: about.size, used: about.mtimeMs });
      }
    }
  }

  has(ref: MarkedRef): boolean {
    return this.#kept.has(chunkKey(ref));
  }

  get bytes(): number {
    return this.#bytes;
  }

  async readChunk(ref: MarkedRef): Promise<Uint8Array | undefined> {
    const kept = this.#kept.get(chunkKey(ref));
    if (kept === undefined) return undefined;
    const bytes = await readIfThere(this.#path(ref));
    if (bytes === undefined) this.#forget(ref);
    else this.#keep(kept);
    return bytes;
  }

  /** Writes a chunk and makes room for it. False when the disk refuses it. */
  async writeChunk(ref: MarkedRef, bytes: Uint8Array): Promise<boolean> {
    try {
      await writeAtomic(this.#path(ref), bytes);
    } catch (thrown) {
      this.#log("asset-disk-failed", { ...ref, problem: messageOf(thrown) });
      return false;
    }
    this.#keep({ ...ref, bytes: bytes.byteLength, used: 0 });
    for (const oldest of this.#kept.values()) {
      if (this.#bytes <= this.limitBytes || this.#kept.size <= 1) break;
      await this.removeChunk(oldest);
    }
    return true;
  }

  async removeChunk(ref: MarkedRef): Promise<void> {
    this.#forget(ref);
    await rm(this.#path(ref), { force: true }).catch(() => undefined);
  }

  async readIndex(asset: string): Promise<AssetIndex | undefined> {
    const bytes = await readIfThere(join(this.#folder, asset, "index.json"));
    if (bytes === undefined) return undefined;
    const parsed = AssetIndex.safeParse(jsonOf(bytes));
    return parsed.success && parsed.data.asset === asset ? parsed.data : undefined;
  }

  async writeIndex(index: AssetIndex): Promise<void> {
    try {
      await writeAtomic(join(this.#folder, index.asset, "index.json"), JSON.stringify(index));
    } catch (thrown) {
      this.#log("asset-disk-failed", { asset: index.asset, problem: messageOf(thrown) });
    }
  }

  /** Removes an asset, which the library has replaced. */
  async removeAsset(asset: string): Promise<void> {
    for (const kept of this.#kept.values()) if (kept.asset === asset) this.#forget(kept);
    await rm(join(this.#folder, asset), { recursive: true, force: true }).catch(() => undefined);
  }

  #keep(kept: Kept): void {
    this.#forget(kept);
    this.#kept.set(chunkKey(kept), kept);
    this.#bytes += kept.bytes;
  }

  #forget(ref: MarkedRef): void {
    const key = chunkKey(ref);
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }

  #path(ref: MarkedRef): string {
    return join(this.#folderOf(ref), `${ref.chunk}.chunk`);
  }

  #folderOf({ asset, mark }: Omit<MarkedRef, "chunk">): string {
    return join(this.#folder, asset, ...(mark === undefined ? [] : [mark]));
  }
}

async function listing(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
