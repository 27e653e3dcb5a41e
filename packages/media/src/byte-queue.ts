import { MediaError } from "./media-error.ts";

/**
 * A bounded buffer of bytes that arrive in slices of any size and leave at the front. It moves bytes as little as it
 * can.
 */
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

  /** Position of the buffer's first byte in the whole input. */
  get position(): number {
    return this.#taken;
  }

  /** A view of the buffered bytes. It is valid until the next `push`. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  push(bytes: Uint8Array): void {
    const length = this.#end - this.#start;
    const needed = length + bytes.byteLength;
    if (needed > this.#limit) throw new MediaError(`more than ${this.#limit} bytes without a whole box`);
    if (this.#end + bytes.byteLength > this.#buffer.byteLength) {
      // The buffer doubles, and moves bytes only when at least half is free. This keeps byte-wise input linear.
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

  /** Drops this many bytes from the front. */
  take(count: number): void {
    this.#start += count;
    this.#taken += count;
  }
}
