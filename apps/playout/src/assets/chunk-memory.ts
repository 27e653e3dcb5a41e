import type { AssetChunk } from "./asset-chunk.ts";
import { type MarkedRef, chunkKey } from "./chunk-ref.ts";

/** Chunks in memory, bounded by bytes. Protected ones are dropped last, the others by last use. */
export class ChunkMemory {
  readonly #limitBytes: number;
  readonly #chunks = new Map<string, AssetChunk>();
  #protected: ReadonlySet<string> = new Set();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  has(ref: MarkedRef): boolean {
    return this.#chunks.has(chunkKey(ref));
  }

  get(ref: MarkedRef): AssetChunk | undefined {
    const key = chunkKey(ref);
    const chunk = this.#chunks.get(key);
    if (chunk === undefined) return undefined;
    this.#chunks.delete(key);
    this.#chunks.set(key, chunk);
    return chunk;
  }

  put(ref: MarkedRef, chunk: AssetChunk): void {
    this.delete(ref);
    this.#chunks.set(chunkKey(ref), chunk);
    this.#bytes += chunk.byteLength;
    this.#makeRoom(chunkKey(ref));
  }

  delete(ref: MarkedRef): void {
    this.#drop(chunkKey(ref));
  }

  /** Forgets all of an asset. */
  deleteAsset(asset: string): void {
    for (const key of this.#chunks.keys()) if (key.startsWith(`${asset}/`)) this.#drop(key);
  }

  /** Protects what is about to air, soonest first. Everything else may be dropped. */
  protect(refs: readonly MarkedRef[]): void {
    this.#protected = new Set(refs.map(chunkKey));
  }

  isProtected(ref: MarkedRef): boolean {
    return this.#protected.has(chunkKey(ref));
  }

  /** Whether one more chunk of the usual size fits without dropping a protected one. */
  hasRoom(): boolean {
    let staying = 0;
    let largest = 0;
    for (const [key, { byteLength }] of this.#chunks) {
      largest = Math.max(largest, byteLength);
      if (this.#protected.has(key)) staying += byteLength;
    }
    return staying + largest <= this.#limitBytes;
  }

  #makeRoom(newest: string): void {
    const inOrder = [...this.#chunks.keys()].filter((key) => key !== newest);
    const goFirst = inOrder.filter((key) => !this.#protected.has(key));
    for (const key of [...goFirst, ...inOrder]) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#drop(key);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#chunks.get(key)?.byteLength ?? 0;
    this.#chunks.delete(key);
  }
}
