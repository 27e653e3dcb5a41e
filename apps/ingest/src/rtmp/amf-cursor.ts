/** What AMF can say, as far as we must understand it. */
export type AmfValue =
  | number
  | boolean
  | string
  | null
  | undefined
  | AmfValue[]
  | { [name: string]: AmfValue };

const MAX_DEPTH = 16;

/** A place in AMF bytes. Reading beyond the end throws a RangeError. */
export class AmfCursor {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** What was read; undefined when it could not be. */
  attempt<T>(read: () => T): { read: T } | undefined {
    try {
      return { read: read() };
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** Throws when values lie in each other too deeply. */
  checkDepth(depth: number): void {
    if (depth > MAX_DEPTH) throw new RangeError("AMF values too deep in each other");
  }

  /** A number of values that follow, each of a byte at least. */
  count(announced: number): number {
    if (announced > this.#bytes.length - this.#at) throw new RangeError("AMF cut short");
    return announced;
  }

  byte(): number {
    const value = this.peek();
    this.skip(1);
    return value;
  }

  peek(): number {
    return this.#bytes.readUInt8(this.#at);
  }

  unsigned(length: 2 | 4): number {
    const value = this.#bytes.readUIntBE(this.#at, length);
    this.skip(length);
    return value;
  }

  double(): number {
    const value = this.#bytes.readDoubleBE(this.#at);
    this.skip(8);
    return value;
  }

  text(length: number): string {
    const from = this.#at;
    this.skip(length);
    return this.#bytes.toString("utf8", from, this.#at);
  }

  skip(length: number): void {
    if (length > this.#bytes.length - this.#at) throw new RangeError("AMF cut short");
    this.#at += length;
  }
}
