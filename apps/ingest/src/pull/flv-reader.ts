import type { MediaMessage } from "../rtmp/session-guard.ts";

const KINDS: ReadonlyMap<number, MediaMessage["kind"]> = new Map([
  [8, "audio"],
  [9, "video"],
  [18, "metadata"],
]);
const FILE_HEADER_BYTES = 13;
const TAG_HEADER_BYTES = 11;
const BACK_POINTER_BYTES = 4;
/** The largest picture that a publisher may send. */
const MAX_TAG_BYTES = 3 * 1024 * 1024;

/** Turns an FLV file, as it comes, into what an RTMP publisher would have sent. */
export class FlvReader {
  #bytes: Buffer = Buffer.alloc(0);
  #hasHeader = false;

  /** The tags that are whole by now. Throws when one is too large to be a tag. */
  push(bytes: Uint8Array): MediaMessage[] {
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#bytes, bytes]);
    const messages: MediaMessage[] = [];
    let at = 0;
    if (!this.#hasHeader) {
      if (this.#bytes.length < FILE_HEADER_BYTES) return [];
      this.#hasHeader = true;
      at = FILE_HEADER_BYTES;
    }
    while (this.#bytes.length - at >= TAG_HEADER_BYTES) {
      const size = this.#bytes.readUIntBE(at + 1, 3);
      if (size > MAX_TAG_BYTES) throw new Error(`an FLV tag of ${size} bytes`);
      const end = at + TAG_HEADER_BYTES + size;
      if (this.#bytes.length < end + BACK_POINTER_BYTES) break;
      const kind = KINDS.get(this.#bytes.readUInt8(at) & 0x1f);
      const timestampMs = this.#bytes.readUIntBE(at + 4, 3) + this.#bytes.readUInt8(at + 7) * 2 ** 24;
      const body = Buffer.from(this.#bytes.subarray(at + TAG_HEADER_BYTES, end));
      if (kind !== undefined) messages.push({ kind, timestampMs, body });
      at = end + BACK_POINTER_BYTES;
    }
    this.#bytes = this.#bytes.subarray(at);
    return messages;
  }
}
