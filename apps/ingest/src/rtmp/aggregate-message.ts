import type { RtmpMessage } from "./chunk-reader.ts";

const TAG_HEADER_BYTES = 11;
const BACK_POINTER_BYTES = 4;
const CLOCK_WRAP = 2 ** 32;

/**
 * The messages in an aggregate message (RTMP 1.0, 7.1.6): FLV tags in a row. The aggregate's time is that of the first; the
 * others keep their distance to it. What is cut short is dropped.
 */
export function splitAggregate(aggregate: RtmpMessage): RtmpMessage[] {
  const { body } = aggregate;
  const messages: RtmpMessage[] = [];
  let firstMs: number | undefined;
  for (let at = 0; at + TAG_HEADER_BYTES <= body.length;) {
    const size = body.readUIntBE(at + 1, 3);
    const ms = body.readUIntBE(at + 4, 3) + body.readUInt8(at + 7) * 2 ** 24;
    const from = at + TAG_HEADER_BYTES;
    if (from + size > body.length) break;
    firstMs ??= ms;
    messages.push({
      type: body.readUInt8(at) & 0x1f,
      streamId: aggregate.streamId,
      timestampMs: (aggregate.timestampMs + ms - firstMs + CLOCK_WRAP) % CLOCK_WRAP,
      body: body.subarray(from, from + size),
    });
    at = from + size + BACK_POINTER_BYTES;
  }
  return messages;
}
