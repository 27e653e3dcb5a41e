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
  /** What unfinished messages of a connection may hold in all. */
  partialBytes: number;
  /** Chunk streams per connection; each holds one message in memory. */
  chunkStreams: number;
  /** The same before an accepted publish. */
  chunkStreamsBeforePublish: number;
  /** Bytes a second that are read of a publisher in the long run, and at once. 32 Mbit/s are three times what feeds a room. */
  bytesPerSecond: number;
  bytesAtOnce: number;
  /** Bytes of answers a client may leave unread. */
  unreadBytes: number;
  /** Connections that have shown no valid key yet. Those that have are not counted: a room has one publisher. */
  strangers: number;
  /** Keys by address in a minute that are none of this station's. */
  wrongKeys: number;
};

export const RTMP_LIMITS: RtmpLimits = {
  handshakeMs: 5_000,
  publishMs: 10_000,
  idleMs: 10_000,
  bytesBeforePublish: 64 * 1024,
  partialBytes: 8 * 1024 * 1024,
  chunkStreams: 16,
  chunkStreamsBeforePublish: 8,
  bytesPerSecond: 4_000_000,
  bytesAtOnce: 32_000_000,
  unreadBytes: 64 * 1024,
  strangers: 300,
  wrongKeys: 20,
};

const COMMAND_BYTES = 16 * 1024;
const CONTROL_BYTES = 64;
const PICTURE_BYTES = 3 * 1024 * 1024;
const SMALL_BYTES = 64 * 1024;

/** Largest message of anybody by RTMP type id: control, commands, and what is read over (metadata, shared objects). */
const MESSAGE_BYTES: ReadonlyMap<number, number> = new Map([
  ...[1, 2, 3, 4, 5, 6].map((type) => [type, CONTROL_BYTES] as const),
  ...[15, 16, 17, 18, 19, 20].map((type) => [type, COMMAND_BYTES] as const),
]);

/** Sound, picture, aggregate: only a publisher sends these. */
const MEDIA = new Set([8, 9, 22]);
/** The same of a publisher, where it may be larger. */
const PUBLISHER_BYTES: ReadonlyMap<number, number> = new Map([
  ...[...MESSAGE_BYTES].filter(([type]) => type < 15),
  [17, COMMAND_BYTES],
  [20, COMMAND_BYTES],
  [9, PICTURE_BYTES],
  [22, PICTURE_BYTES],
]);

/** Why a message of this type and length must not be read; undefined when it may. */
export function messageProblem(type: number, length: number, isPublisher: boolean): string | undefined {
  if (MEDIA.has(type) && !isPublisher) return "media from a connection that does not publish";
  // What we do not know of a publisher is read over: its key was good.
  const limit = isPublisher ? (PUBLISHER_BYTES.get(type) ?? SMALL_BYTES) : MESSAGE_BYTES.get(type);
  if (limit === undefined) return `message type ${type}`;
  return length > limit ? `message of ${length} bytes, type ${type}` : undefined;
}
