import { MediaError } from "./media-error.ts";

/** Bytes that arrive in any slices and are taken off the front; a bounded buffer that moves as little as it can. */
export class ByteQueue {
  readonly #limit: number;
  #buffer = new Uint8Array(1 << 16);
  #start = 0;
  #end = 0;
  #taken = 0;

  /** `limit` in bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Position in the whole input of the first byte still here. */
  get position(): number {
    return this.#taken;
  }

  /** What is here, as a view that is good until the next `push`. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  push(bytes: Uint8Array): void {
    const length = this.#end - this.#start;
    const needed = length + bytes.byteLength;
    if (needed > this.#limit) throw new MediaError(`more than ${this.#limit} bytes without a whole box`);
    if (this.#end + bytes.byteLength > this.#buffer.byteLength) {
      // Doubling, and moving only when at least half is free, keeps byte-wise input linear.
      const size = this.#buffer.byteLength;
      const target = needed * 2 <= size ? this.#buffer : new Uint8Array(Math.max(size, needed * 2));
      target.set(this.bytes);
      this.#buffer = target;
      this.#start = 0;
      this.#end = length;
    }
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.byteLength;
  }

  /** Drops so many bytes from the front. */
  take(count: number): void {
    this.#start += count;
    this.#taken += count;
  }
}
