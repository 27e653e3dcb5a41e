import { MediaError } from "./media-error.ts";

/** Where a box lies: `start` of its header, `body` after the header, `end` past its last byte; byte offsets. */
export type Box = { type: string; start: number; body: number; end: number };

/** Reads big-endian fields of `[at, end)` in order; going past the end is a MediaError. */
export class FieldReader {
  readonly #view: DataView;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, at = 0, end: number = bytes.byteLength) {
    if (at < 0 || end > bytes.byteLength || at > end) throw new MediaError("fields lie outside the bytes");
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
    this.#end = end;
  }

  get at(): number {
    return this.#at;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  /** Skips this many bytes and returns where they began. */
  skip(count: number): number {
    if (count > this.left) throw new MediaError("a field is cut short");
    const from = this.#at;
    this.#at += count;
    return from;
  }

  u8(): number {
    return this.#view.getUint8(this.skip(1));
  }

  u16(): number {
    return this.#view.getUint16(this.skip(2));
  }

  u32(): number {
    return this.#view.getUint32(this.skip(4));
  }

  i32(): number {
    return this.#view.getInt32(this.skip(4));
  }

  u64(): number {
    const value = this.u32() * 0x100000000 + this.u32();
    if (!Number.isSafeInteger(value)) throw new MediaError("a 64-bit number is too large");
    return value;
  }

  i64(): number {
    const value = this.i32() * 0x100000000 + this.u32();
    if (!Number.isSafeInteger(value)) throw new MediaError("a 64-bit number is too large");
    return value;
  }

  /** Version and flags of a full box. */
  versionAndFlags(): { version: number; flags: number } {
    const word = this.u32();
    return { version: word >>> 24, flags: word & 0xffffff };
  }
}

/** Bytes needed before `boxHeader` can answer: 8, or 16 for a 64-bit size. */
export function boxHeaderLength(bytes: Uint8Array, at: number): number {
  return new FieldReader(bytes, at).u32() === 1 ? 16 : 8;
}

/**
 * The box whose header is at `at`, whether or not its body is there yet. Sizes below the header's own (a zero would loop
 * for ever) and "to the end of the file" are refused.
 */
export function boxHeader(bytes: Uint8Array, at: number): Box {
  const fields = new FieldReader(bytes, at);
  let size = fields.u32();
  const type = String.fromCharCode(fields.u8(), fields.u8(), fields.u8(), fields.u8());
  if (size === 1) size = fields.u64();
  const body = fields.at;
  if (size < body - at) throw new MediaError(`box ${type}: size ${size} is smaller than its header`);
  return { type, start: at, body, end: at + size };
}

/** All boxes of `[at, end)`, which they must fill exactly. */
export function readBoxes(bytes: Uint8Array, at: number, end: number): Box[] {
  const boxes: Box[] = [];
  let next = at;
  while (next < end) {
    if (end - next < 8) throw new MediaError("a box header is cut short");
    const found = boxHeader(bytes, next);
    if (found.end > end) throw new MediaError(`box ${found.type}: runs past the end`);
    boxes.push(found);
    next = found.end;
  }
  return boxes;
}

/** The children of a box. */
export function childBoxes(bytes: Uint8Array, parent: Box): Box[] {
  return readBoxes(bytes, parent.body, parent.end);
}

/** The one box of a type; none, or several, is a MediaError. */
export function onlyBox(boxes: readonly Box[], type: string): Box {
  const [found, ...more] = boxes.filter((box) => box.type === type);
  if (found === undefined) throw new MediaError(`box ${type}: absent`);
  if (more.length > 0) throw new MediaError(`box ${type}: more than one`);
  return found;
}

/** Fields of a box's body. */
export function fieldsOf(bytes: Uint8Array, box: Box): FieldReader {
  return new FieldReader(bytes, box.body, box.end);
}
