import { readAmf3 } from "./amf3.ts";
import { AmfCursor, type AmfValue } from "./amf-cursor.ts";

/** AMF0 type markers (AMF0 specification, 2.1). */
const NUMBER = 0x00;
const BOOLEAN = 0x01;
const STRING = 0x02;
const OBJECT = 0x03;
const NULL = 0x05;
const UNDEFINED = 0x06;
const REFERENCE = 0x07;
const ECMA_ARRAY = 0x08;
const OBJECT_END = 0x09;
const STRICT_ARRAY = 0x0a;
const DATE = 0x0b;
const LONG_STRING = 0x0c;
const UNSUPPORTED = 0x0d;
const XML = 0x0f;
const TYPED_OBJECT = 0x10;
const AMF3 = 0x11;

/**
 * The AMF0 values in these bytes, in their order; a value of AMF3 among them is read as such. It ends before the first value
 * that cannot be read: whoever asks knows what must be there.
 */
export function readAmf0(bytes: Buffer): AmfValue[] {
  const cursor = new AmfCursor(bytes);
  const values: AmfValue[] = [];
  while (!cursor.isAtEnd) {
    const value = cursor.attempt(() => readValue(cursor, 0));
    if (value === undefined) break;
    values.push(value.read);
  }
  return values;
}

function readValue(cursor: AmfCursor, depth: number): AmfValue {
  cursor.checkDepth(depth);
  switch (cursor.byte()) {
    case NUMBER:
      return cursor.double();
    case BOOLEAN:
      return cursor.byte() !== 0;
    case STRING:
      return cursor.text(cursor.unsigned(2));
    case OBJECT:
      return readFields(cursor, depth);
    case NULL:
      return null;
    case UNDEFINED:
    case UNSUPPORTED:
      return undefined;
    case REFERENCE:
      // To an object that was written before. No encoder needs one to publish.
      cursor.skip(2);
      return undefined;
    case ECMA_ARRAY:
      // Its number of fields is often wrong. They end as those of an object do.
      cursor.skip(4);
      return readFields(cursor, depth);
    case STRICT_ARRAY:
      return Array.from({ length: cursor.count(cursor.unsigned(4)) }, () => readValue(cursor, depth + 1));
    case DATE: {
      const ms = cursor.double();
      cursor.skip(2);
      return ms;
    }
    case LONG_STRING:
    case XML:
      return cursor.text(cursor.unsigned(4));
    case TYPED_OBJECT:
      cursor.skip(cursor.unsigned(2));
      return readFields(cursor, depth);
    case AMF3:
      return readAmf3(cursor);
    default:
      throw new RangeError("an AMF0 value of an unknown type");
  }
}

function readFields(cursor: AmfCursor, depth: number): AmfValue {
  const fields: [string, AmfValue][] = [];
  for (;;) {
    const name = cursor.text(cursor.unsigned(2));
    if (name === "" && cursor.peek() === OBJECT_END) break;
    fields.push([name, readValue(cursor, depth + 1)]);
  }
  cursor.skip(1);
  return Object.fromEntries(fields);
}
