import type { AmfCursor, AmfValue } from "./amf-cursor.ts";

/** AMF3 type markers (AMF3 specification, 3.1). */
const UNDEFINED = 0x00;
const NULL = 0x01;
const FALSE = 0x02;
const TRUE = 0x03;
const INTEGER = 0x04;
const DOUBLE = 0x05;
const STRING = 0x06;
const XML_DOCUMENT = 0x07;
const DATE = 0x08;
const ARRAY = 0x09;
const OBJECT = 0x0a;
const XML = 0x0b;
const BYTE_ARRAY = 0x0c;

type Traits = { names: readonly string[]; isDynamic: boolean; isExternal: boolean };

/** Reads one AMF3 value. Vectors and dictionaries are not read: no encoder needs one to publish. */
export function readAmf3(cursor: AmfCursor): AmfValue {
  return new Amf3Reader(cursor).value(0);
}

/** What was written once is referred to by its number after that, so each kind has a table. */
class Amf3Reader {
  readonly #cursor: AmfCursor;
  readonly #strings: string[] = [];
  readonly #objects: AmfValue[] = [];
  readonly #traits: Traits[] = [];

  constructor(cursor: AmfCursor) {
    this.#cursor = cursor;
  }

  value(depth: number): AmfValue {
    this.#cursor.checkDepth(depth);
    switch (this.#cursor.byte()) {
      case UNDEFINED:
        return undefined;
      case NULL:
        return null;
      case FALSE:
        return false;
      case TRUE:
        return true;
      case INTEGER:
        return (this.#number() << 3) >> 3;
      case DOUBLE:
        return this.#cursor.double();
      case STRING:
        return this.#string();
      case XML_DOCUMENT:
      case XML:
      case BYTE_ARRAY:
        return this.#referred((length) => this.#cursor.text(length));
      case DATE:
        return this.#referred(() => this.#cursor.double());
      case ARRAY:
        return this.#referred((length) => this.#array(length, depth));
      case OBJECT:
        return this.#referred((header) => this.#object(header, depth));
      default:
        throw new RangeError("an AMF3 value of an unknown type");
    }
  }

  /** A number of 29 bits in up to four bytes. */
  #number(): number {
    let value = 0;
    for (let index = 0; index < 3; index += 1) {
      const byte = this.#cursor.byte();
      value = (value << 7) | (byte & 0x7f);
      if (byte < 0x80) return value;
    }
    return (value << 8) | this.#cursor.byte();
  }

  #string(): string {
    const header = this.#number();
    if ((header & 1) === 0) return this.#strings[header >> 1] ?? "";
    const text = this.#cursor.text(header >> 1);
    if (text !== "") this.#strings.push(text);
    return text;
  }

  /** A value that is there, or the number of one that was there before. `read` is given what stands beside the mark. */
  #referred(read: (header: number) => AmfValue): AmfValue {
    const header = this.#number();
    if ((header & 1) === 0) return this.#objects[header >> 1];
    const place = this.#objects.push(undefined) - 1;
    const value = read(header >> 1);
    this.#objects[place] = value;
    return value;
  }

  #array(length: number, depth: number): AmfValue {
    const named = this.#named(depth);
    const listed = Array.from({ length: this.#cursor.count(length) }, () => this.value(depth + 1));
    return Object.keys(named).length === 0 ? listed : { ...named, ...Object.fromEntries(listed.entries()) };
  }

  #object(header: number, depth: number): AmfValue {
    const traits = this.#readTraits(header);
    if (traits.isExternal) throw new RangeError("an AMF3 object in a form of its own");
    const fields = traits.names.map((name): [string, AmfValue] => [name, this.value(depth + 1)]);
    return { ...Object.fromEntries(fields), ...(traits.isDynamic ? this.#named(depth) : {}) };
  }

  #readTraits(header: number): Traits {
    if ((header & 1) === 0)
      return this.#traits[header >> 1] ?? { names: [], isDynamic: true, isExternal: false };
    this.#string();
    const names = Array.from({ length: this.#cursor.count(header >> 3) }, () => this.#string());
    const traits = { names, isDynamic: (header & 4) !== 0, isExternal: (header & 2) !== 0 };
    this.#traits.push(traits);
    return traits;
  }

  /** Fields by name, up to the empty name. */
  #named(depth: number): Record<string, AmfValue> {
    const fields: [string, AmfValue][] = [];
    for (let name = this.#string(); name !== ""; name = this.#string())
      fields.push([name, this.value(depth + 1)]);
    return Object.fromEntries(fields);
  }
}
