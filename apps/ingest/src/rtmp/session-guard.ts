import type { Socket } from "node:net";
import RtmpSession, { type AvPacket } from "node-media-server/src/session/rtmp_session.js";
import { z } from "zod";
import { messageProblem, type RtmpLimits } from "./rtmp-limits.ts";

/** A message of a publisher: the body of an FLV tag of this type. */
export type MediaMessage = { kind: "audio" | "video" | "metadata"; timestampMs: number; body: Buffer };

/** Where an accepted publisher's messages go. */
export type PublisherSink = { onMessage(message: MediaMessage): void; onClose(reason: string): void };

export type PublishRequest = { app: string; key: string; ip: string; close: (reason: string) => void };
export type PublishAnswer =
  | { kind: "accepted"; room: string; sink: PublisherSink }
  | { kind: "refused"; reason: string };

const HANDSHAKE_DONE = 3;
const SET_CHUNK_SIZE = 1;
const ABORT = 2;
const CLOCK_WRAP = 2 ** 32;
/** After so many bytes we acknowledge what has come, unless the other side sets another window. */
const WINDOW_BYTES = 2_500_000;
const KINDS: ReadonlyMap<number, MediaMessage["kind"]> = new Map([
  [8, "audio"],
  [9, "video"],
  [15, "metadata"],
  [18, "metadata"],
]);

/** What we need of the object in a `connect` command. node-media-server would use it unchecked. */
const ConnectObject = z.object({
  app: z.string().min(1),
  tcUrl: z.string().refine((url) => URL.canParse(url)),
});

/** Thrown inside node-media-server's parser to leave it at once. It is caught where its data handler was entered. */
class Refusal extends Error {}

/**
 * Runs one RTMP connection on a session of node-media-server, in which every unsafe handler is replaced: only the media of an
 * accepted publisher leaves it, there are no players, sizes and times are bounded, and exceptions end the connection.
 * node-media-server does the handshake, the chunks, AMF and the answers. It never sees a stream key. Returns a function that
 * ends the connection.
 */
export function guardSession(
  socket: Socket,
  o: {
    limits: RtmpLimits;
    authorise: (request: PublishRequest) => PublishAnswer;
    onEnd: (reason: string, wasPublisher: boolean) => void;
  },
): (reason: string) => void {
  const { limits } = o;
  const session = new RtmpSession(socket);
  const { rtmp } = session;
  rtmp.flv = undefined;
  let sink: PublisherSink | undefined;
  let bytesRead = 0;
  let bytesAcknowledged = 0;
  let ended = false;

  const end = (reason: string): void => {
    if (ended) return;
    ended = true;
    for (const timer of [handshakeTimer, publishTimer, idleTimer]) clearTimeout(timer);
    // Not end(): we would go on reading from a half-closed socket.
    socket.destroy();
    o.onEnd(reason, sink !== undefined);
    sink?.onClose(reason);
  };
  const handshakeTimer = setTimeout(() => {
    if (rtmp.handshakeState < HANDSHAKE_DONE) end("handshake not finished in time");
  }, limits.handshakeMs);
  const publishTimer = setTimeout(() => {
    if (sink === undefined) end("nothing published in time");
  }, limits.publishMs);
  const idleTimer = setTimeout(
    () => {
      if (sink !== undefined) end("no picture or sound for too long");
    },
    Math.max(limits.publishMs, limits.idleMs),
  );

  const read = session.onData;
  session.onData = (bytes) => {
    if (ended) return;
    if (bytesRead === 0 && bytes[0] !== 3) return end("not RTMP");
    bytesRead += bytes.length;
    if (sink === undefined && bytesRead > limits.bytesBeforePublish)
      return end("too much sent before publishing");
    try {
      read(bytes);
    } catch (error) {
      end(error instanceof Refusal ? error.message : "malformed RTMP");
    }
    if (sink !== undefined && !ended && bytesRead - bytesAcknowledged >= (rtmp.ackSize ?? WINDOW_BYTES)) {
      bytesAcknowledged = bytesRead;
      rtmp.sendACK(bytesRead % CLOCK_WRAP);
    }
    if (socket.writableLength > limits.unreadBytes) end("answers left unread");
  };

  const parseHeader = rtmp.packetParse.bind(rtmp);
  rtmp.packetParse = () => {
    parseHeader();
    const { header, bytes } = rtmp.parserPacket;
    // A new header inside a message would change its length after its memory was allocated.
    if (bytes > 0 && header.fmt !== 3) throw new Refusal("a chunk header inside a message");
    const streams = sink === undefined ? limits.chunkStreamsBeforePublish : limits.chunkStreams;
    if (rtmp.inPackets.size > streams) throw new Refusal("too many chunk streams");
    const problem = messageProblem(header.type, header.length, sink !== undefined);
    if (problem !== undefined) throw new Refusal(problem);
  };

  // Some encoders send empty messages to keep a connection open. They are no sign of life, and node-media-server would read
  // beyond their end.
  const handle = rtmp.packetHandler.bind(rtmp);
  rtmp.packetHandler = () => {
    if (rtmp.parserPacket.header.length > 0 || sink === undefined) handle();
  };

  // Called when a message begins and its clock has just moved on. node-media-server drops what lies beyond 32 bits.
  const alloc = rtmp.packetAlloc.bind(rtmp);
  rtmp.packetAlloc = () => {
    rtmp.parserPacket.clock %= CLOCK_WRAP;
    alloc();
  };

  const control = rtmp.controlHandler.bind(rtmp);
  rtmp.controlHandler = () => {
    control();
    const { header, payload } = rtmp.parserPacket;
    const size = rtmp.inChunkSize;
    if (header.type === SET_CHUNK_SIZE && (size < 1 || size > limits.chunkBytes))
      throw new Refusal(`chunk size ${size}`);
    // The rest of that message will not come. The next bytes on its chunk stream are another message.
    const aborted = header.type === ABORT ? rtmp.inPackets.get(payload.readUInt32BE()) : undefined;
    if (aborted !== undefined) aborted.bytes = 0;
  };

  const connect = rtmp.onConnect.bind(rtmp);
  rtmp.onConnect = (command) => {
    if (!ConnectObject.safeParse(command.cmdObj).success) throw new Refusal("connect without app and URL");
    connect(command);
  };

  const publish = rtmp.onPublish.bind(rtmp);
  rtmp.onPublish = (command) => {
    if (sink !== undefined) throw new Refusal("a second publish on one connection");
    const name = typeof command.streamName === "string" ? command.streamName : "";
    const app = typeof rtmp.streamApp === "string" ? rtmp.streamApp : "";
    const answer = o.authorise({
      app: app.replace(/\/+$/, ""),
      key: name.split("?")[0] ?? "",
      ip: socket.remoteAddress ?? "",
      close: end,
    });
    if (answer.kind === "refused") {
      // The encoder shows this to whoever typed the key. A closed socket alone would look like a broken network.
      const { stream_id: streamId } = rtmp.parserPacket.header;
      const cure = "Copy server address and stream key from the event again.";
      rtmp.sendStatusMessage(streamId, "error", "NetStream.Publish.BadName", `${answer.reason}. ${cure}`);
      throw new Refusal(answer.reason);
    }
    sink = answer.sink;
    publish({ ...command, streamName: answer.room });
    idleTimer.refresh();
  };
  // Some encoders keep the connection open after their last picture.
  rtmp.onDeleteStream = () => {
    if (sink !== undefined) end("the publisher ended it");
  };
  rtmp.onPlay = () => {
    throw new Refusal("players are not served");
  };

  // The relay of node-media-server (players, caches, resume grace) is not used at all.
  session.onConnect = () => {};
  session.onPush = () => {};
  session.onPlay = () => {};
  session.onPacket = (packet: AvPacket) => {
    const kind = KINDS.get(packet.codec_type);
    if (sink === undefined || kind === undefined)
      throw new Refusal("media from a connection that does not publish");
    if (kind !== "metadata") idleTimer.refresh();
    // A copy: the parser writes the next message into the same buffer.
    sink.onMessage({
      kind,
      timestampMs: packet.dts,
      body: Buffer.from(packet.data.subarray(0, packet.size)),
    });
  };

  socket.on("close", () => end("closed by the other side"));
  session.run();
  return end;
}
