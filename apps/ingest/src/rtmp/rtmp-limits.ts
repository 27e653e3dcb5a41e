/** How much a connection may ask of us before and after it has shown a valid key. */
export type RtmpLimits = {
  /** From connect to the end of the handshake. */
  handshakeMs: number;
  /** From connect to an accepted publish. */
  publishMs: number;
  /** Without a picture or sound. */
  idleMs: number;
  /** Bytes read before an accepted publish. */
  bytesBeforePublish: number;
  /** Largest chunk size a publisher may set. */
  chunkBytes: number;
  /** Chunk streams per connection; each holds one message in memory. */
  chunkStreams: number;
  /** The same before an accepted publish. */
  chunkStreamsBeforePublish: number;
  /** Bytes of answers a client may leave unread. */
  unreadBytes: number;
  /** Connections that have shown no valid key yet. Those that have are not counted: a room has one publisher. */
  strangers: number;
};

export const RTMP_LIMITS: RtmpLimits = {
  handshakeMs: 5_000,
  publishMs: 10_000,
  idleMs: 10_000,
  bytesBeforePublish: 64 * 1024,
  chunkBytes: 1024 * 1024,
  chunkStreams: 16,
  chunkStreamsBeforePublish: 8,
  unreadBytes: 64 * 1024,
  strangers: 300,
};

const COMMAND_BYTES = 16 * 1024;
const CONTROL_BYTES = 64;

/** Largest message by RTMP type id; a type that is not here ends the connection. */
const MESSAGE_BYTES: ReadonlyMap<number, number> = new Map([
  ...[1, 2, 3, 4, 5, 6].map((type) => [type, CONTROL_BYTES] as const),
  [17, COMMAND_BYTES],
  [20, COMMAND_BYTES],
]);

/** The same for types that only a publisher may send: sound, picture, metadata. */
const MEDIA_BYTES: ReadonlyMap<number, number> = new Map([
  [8, 64 * 1024],
  [9, 3 * 1024 * 1024],
  [15, 64 * 1024],
  [18, 64 * 1024],
]);

/** Why a message of this type and length must not be read; undefined when it may. */
export function messageProblem(type: number, length: number, isPublisher: boolean): string | undefined {
  const isMedia = MEDIA_BYTES.has(type);
  if (isMedia && !isPublisher) return "media from a connection that does not publish";
  const limit = isMedia ? MEDIA_BYTES.get(type) : MESSAGE_BYTES.get(type);
  if (limit === undefined) return `message type ${type}`;
  return length > limit ? `message of ${length} bytes, type ${type}` : undefined;
}
