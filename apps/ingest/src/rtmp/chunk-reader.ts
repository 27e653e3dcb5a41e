/** One RTMP message, put together from its chunks; its time in ms, 32 bits. */
export type RtmpMessage = { type: number; streamId: number; timestampMs: number; body: Buffer };

/** What a client may not send. Its text is for the log. */
export class RtmpFault extends Error {}

export type ChunkReaderOptions = {
  /** Chunk streams that may be open now; each holds one message in memory. */
  maxStreams: () => number;
  /** Bytes that unfinished messages may announce in all. */
  maxPartialBytes: number;
  /** Why a message must not be read; undefined when it may. */
  problem: (type: number, length: number) => string | undefined;
  onMessage: (message: RtmpMessage) => void;
};

/** What is known of a chunk stream (RTMP 1.0, 5.3): its last header, and the message that is being read. */
type ChunkStream = {
  timestampMs: number;
  /** By how much the clock moves when a message begins without a header of its own. */
  deltaMs: number;
  /** The four bytes after the last header; undefined when its time had room in the header. */
  extended: Buffer | undefined;
  length: number;
  type: number;
  streamId: number;
  body: Buffer | undefined;
  filled: number;
};

const SET_CHUNK_SIZE = 1;
const ABORT = 2;
const FIRST_CHUNK_BYTES = 128;
const MAX_CHUNK_BYTES = 0x7fffffff;
const CLOCK_WRAP = 2 ** 32;
/** A time in a header that means: it stands in four bytes of its own. */
const EXTENDED = 0xffffff;
const MESSAGE_HEADER_BYTES = [11, 7, 3, 0] as const;
/**
 * A message without a header is as far from the one before as that was from its own predecessor. After an absolute time that
 * is the time itself, which some senders do not mean: above this it is none.
 */
const MAX_FIRST_DELTA_MS = 10_000;

/**
 * Puts the chunks of a connection together again, in any slices. Chunk size and abort are obeyed here. It throws an RtmpFault
 * at what is not allowed, and cannot be used after that.
 */
export class ChunkReader {
  readonly #o: ChunkReaderOptions;
  readonly #streams = new Map<number, ChunkStream>();
  #chunkBytes = FIRST_CHUNK_BYTES;
  #partialBytes = 0;
  /** The beginning of a header. */
  #pending: Buffer = Buffer.alloc(0);
  /** The chunk whose payload is being read, and how much of that is to come. */
  #current: ChunkStream | undefined;
  #left = 0;

  constructor(o: ChunkReaderOptions) {
    this.#o = o;
  }

  push(bytes: Buffer): void {
    let rest = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    this.#pending = Buffer.alloc(0);
    for (;;) {
      if (this.#current === undefined) {
        const used = rest.length === 0 ? undefined : this.#beginChunk(rest);
        if (used === undefined) {
          this.#pending = Buffer.from(rest);
          return;
        }
        rest = rest.subarray(used);
      }
      rest = rest.subarray(this.#readPayload(rest));
      if (this.#current !== undefined) return;
    }
  }

  /** Reads a chunk's header. Answers its length; undefined when not all of it is there. */
  #beginChunk(bytes: Buffer): number | undefined {
    const basic = readBasicHeader(bytes);
    if (basic === undefined) return undefined;
    const { format, id, length: at } = basic;
    const headerEnd = at + MESSAGE_HEADER_BYTES[format];
    if (bytes.length < headerEnd) return undefined;
    const known = this.#streams.get(id);
    if (known === undefined && format > 1) throw new RtmpFault("a chunk without a beginning");
    if (format === 3) return this.#continueChunk(known, bytes, headerEnd);

    const time = bytes.readUIntBE(at, 3);
    const end = headerEnd + (time === EXTENDED ? 4 : 0);
    if (bytes.length < end) return undefined;
    const stream = known ?? this.#openStream(id);
    if (stream.body !== undefined) throw new RtmpFault("a chunk header inside a message");
    stream.extended = time === EXTENDED ? Buffer.from(bytes.subarray(headerEnd, end)) : undefined;
    const ms = stream.extended?.readUInt32BE() ?? time;
    stream.timestampMs = (format === 0 ? ms : stream.timestampMs + ms) % CLOCK_WRAP;
    stream.deltaMs = format === 0 && ms > MAX_FIRST_DELTA_MS ? 0 : ms;
    if (format < 2) {
      stream.length = bytes.readUIntBE(at + 3, 3);
      stream.type = bytes.readUInt8(at + 6);
    }
    if (format === 0) stream.streamId = bytes.readUInt32LE(at + 7);
    this.#beginMessage(stream);
    return end;
  }

  /**
   * A chunk without a header: more of a message, or a new one like that before. When the last header had an extended time, most
   * senders repeat it here and some do not. If the next four bytes are not that time, they are payload.
   */
  #continueChunk(stream: ChunkStream | undefined, bytes: Buffer, at: number): number | undefined {
    if (stream === undefined) return undefined;
    let end = at;
    if (stream.extended !== undefined) {
      const there = bytes.subarray(at, at + 4);
      const isAlike = there.equals(stream.extended.subarray(0, there.length));
      if (isAlike && there.length < 4) return undefined;
      if (isAlike) end = at + 4;
    }
    if (stream.body === undefined) {
      stream.timestampMs = (stream.timestampMs + stream.deltaMs) % CLOCK_WRAP;
      this.#beginMessage(stream);
    } else this.#beginPayload(stream);
    return end;
  }

  #openStream(id: number): ChunkStream {
    if (this.#streams.size >= this.#o.maxStreams()) throw new RtmpFault("too many chunk streams");
    const stream: ChunkStream = {
      timestampMs: 0,
      deltaMs: 0,
      extended: undefined,
      length: 0,
      type: 0,
      streamId: 0,
      body: undefined,
      filled: 0,
    };
    this.#streams.set(id, stream);
    return stream;
  }

  #beginMessage(stream: ChunkStream): void {
    const problem = this.#o.problem(stream.type, stream.length);
    if (problem !== undefined) throw new RtmpFault(problem);
    this.#partialBytes += stream.length;
    if (this.#partialBytes > this.#o.maxPartialBytes) throw new RtmpFault("too much in unfinished messages");
    stream.body = Buffer.allocUnsafe(stream.length);
    stream.filled = 0;
    this.#beginPayload(stream);
  }

  #beginPayload(stream: ChunkStream): void {
    this.#current = stream;
    this.#left = Math.min(this.#chunkBytes, stream.length - stream.filled);
  }

  /** Reads payload of the current chunk. Answers how many bytes it took. */
  #readPayload(bytes: Buffer): number {
    const stream = this.#current;
    if (stream?.body === undefined) return 0;
    const taken = bytes.copy(stream.body, stream.filled, 0, Math.min(this.#left, bytes.length));
    stream.filled += taken;
    this.#left -= taken;
    if (this.#left > 0) return taken;
    this.#current = undefined;
    if (stream.filled === stream.length) this.#endMessage(stream, stream.body);
    return taken;
  }

  #endMessage(stream: ChunkStream, body: Buffer): void {
    this.#drop(stream);
    const { type, streamId, timestampMs } = stream;
    if (type === SET_CHUNK_SIZE) this.#setChunkSize(body);
    else if (type === ABORT) this.#abort(body);
    else this.#o.onMessage({ type, streamId, timestampMs, body });
  }

  #setChunkSize(body: Buffer): void {
    const size = body.length < 4 ? 0 : body.readUInt32BE();
    if (size < 1 || size > MAX_CHUNK_BYTES) throw new RtmpFault(`chunk size ${size}`);
    this.#chunkBytes = size;
  }

  /** The rest of that message will not come. The next bytes on its chunk stream are another message. */
  #abort(body: Buffer): void {
    const aborted = body.length < 4 ? undefined : this.#streams.get(body.readUInt32BE());
    if (aborted !== undefined) this.#drop(aborted);
  }

  #drop(stream: ChunkStream): void {
    if (stream.body !== undefined) this.#partialBytes -= stream.length;
    stream.body = undefined;
    stream.filled = 0;
  }
}

function readBasicHeader(bytes: Buffer): { format: 0 | 1 | 2 | 3; id: number; length: number } | undefined {
  const [first = 0, second, third] = bytes;
  const format = [0, 1, 2, 3] as const;
  const kind = format[first >> 6] ?? 3;
  const id = first & 0x3f;
  if (id > 1) return { format: kind, id, length: 1 };
  if (second === undefined) return undefined;
  if (id === 0) return { format: kind, id: 64 + second, length: 2 };
  return third === undefined ? undefined : { format: kind, id: 64 + second + third * 256, length: 3 };
}
