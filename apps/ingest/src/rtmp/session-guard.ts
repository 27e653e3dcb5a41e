import type { Socket } from "node:net";
import Rtmp from "node-media-server/src/protocol/rtmp.js";
import { ByteBudget } from "../bounds/byte-budget.ts";
import { splitAggregate } from "./aggregate-message.ts";
import { ChunkReader, RtmpFault, type RtmpMessage } from "./chunk-reader.ts";
import { readCommand } from "./command.ts";
import { EncoderDialogue } from "./encoder-dialogue.ts";
import { messageProblem, type RtmpLimits } from "./rtmp-limits.ts";
import { serverAnswers } from "./server-answers.ts";

/** A message of a publisher: the body of an FLV tag of this type. */
export type MediaMessage = {
  kind: "audio" | "video" | "metadata";
  timestampMs: number;
  body: Buffer;
  /** Its source is in a break. */
  isBreak?: true;
};

/** Where an accepted publisher's messages go. */
export type PublisherSink = { onMessage(message: MediaMessage): void; onClose(reason: string): void };

export type PublishRequest = { app: string; key: string; ip: string; close: (reason: string) => void };
export type PublishAnswer =
  | { kind: "accepted"; room: string; sink: PublisherSink }
  /** `isWrongKey`: it never was a key of this station, whenever it is shown. */
  | { kind: "refused"; reason: string; isWrongKey: boolean };

const HANDSHAKE_DONE = 3;
const CLOCK_WRAP = 2 ** 32;
/** After so many bytes we acknowledge what has come, unless the other side sets another window. */
const WINDOW_BYTES = 2_500_000;
const USER_CONTROL = 4;
const WINDOW_SIZE = 5;
const AGGREGATE = 22;
const COMMANDS = new Set([17, 20]);
const KINDS: ReadonlyMap<number, MediaMessage["kind"]> = new Map([
  [8, "audio"],
  [9, "video"],
  [15, "metadata"],
  [18, "metadata"],
]);
/** Events of a user control message. */
const PING = 6;
const PONG = 7;

/**
 * Runs one RTMP connection: only the media of an accepted publisher leaves it, there are no players, sizes and times are
 * bounded, and exceptions end the connection. node-media-server does the handshake and writes the answers. It reads nothing
 * after the handshake and never sees a stream key. Returns a function that ends the connection.
 */
export function guardSession(
  socket: Socket,
  o: {
    limits: RtmpLimits;
    /** The client's address, which is not the socket's behind a proxy. */
    ip: string;
    authorise: (request: PublishRequest) => PublishAnswer;
    onEnd: (reason: string, wasPublisher: boolean) => void;
  },
): (reason: string) => void {
  const { limits } = o;
  const rtmp = new Rtmp();
  rtmp.flv = undefined;
  let sink: PublisherSink | undefined;
  let bytesRead = 0;
  let bytesAcknowledged = 0;
  let windowBytes = WINDOW_BYTES;
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

  const publish = (asked: { app: string; name: string; streamId: number }): void => {
    if (sink !== undefined) throw new RtmpFault("a second publish on one connection");
    const answer = o.authorise({
      app: asked.app,
      key: asked.name,
      ip: o.ip,
      close: end,
    });
    if (answer.kind === "refused") {
      // A closed socket alone would look like a broken network.
      const cure = "Copy server address and stream key again.";
      answers.refused(asked.streamId, `${answer.reason}. ${cure}`);
      throw new RtmpFault(answer.reason);
    }
    sink = answer.sink;
    answers.published(asked.streamId);
    idleTimer.refresh();
  };
  const answers = serverAnswers(rtmp);
  const dialogue = new EncoderDialogue(answers, {
    onPublish: publish,
    onDone: () => {
      if (sink !== undefined) end("the publisher ended it");
    },
  });

  const receive = (message: RtmpMessage): void => {
    if (ended) return;
    const { type, timestampMs, body } = message;
    // Some encoders send empty messages to keep a connection open. They are no sign of life.
    if (body.length === 0) return;
    if (COMMANDS.has(type)) return dialogue.receive(readCommand(message));
    if (type === AGGREGATE)
      return splitAggregate(message).forEach((part) => {
        if (KINDS.has(part.type)) receive(part);
      });
    if (type === WINDOW_SIZE && body.length >= 4) windowBytes = Math.max(1, body.readUInt32BE());
    if (type === USER_CONTROL && body.length >= 6 && body.readUInt16BE() === PING)
      rtmp.sendStreamStatus(PONG, body.readUInt32BE(2));
    const kind = KINDS.get(type);
    if (sink === undefined || kind === undefined) return;
    if (kind !== "metadata") idleTimer.refresh();
    sink.onMessage({ kind, timestampMs, body });
  };
  const reader = new ChunkReader({
    maxStreams: () => (sink === undefined ? limits.chunkStreamsBeforePublish : limits.chunkStreams),
    maxPartialBytes: limits.partialBytes,
    problem: (type, length) => messageProblem(type, length, sink !== undefined),
    onMessage: receive,
  });

  const budget = new ByteBudget({
    perSecond: limits.bytesPerSecond,
    atOnce: limits.bytesAtOnce,
    nowMs: () => performance.now(),
  });

  rtmp.onOutputCallback = (bytes) => void socket.write(bytes);
  rtmp.chunkRead = (data, at, length) => {
    reader.push(data.subarray(at, at + length));
    return null;
  };
  socket.on("data", (bytes: Buffer) => {
    if (ended) return;
    if (bytesRead === 0 && bytes[0] !== 3) return end("not RTMP");
    bytesRead += bytes.length;
    try {
      rtmp.parserData(bytes);
    } catch (error) {
      end(error instanceof RtmpFault ? error.message : "malformed RTMP");
    }
    // Not before: an encoder may send its publish and its first picture at once.
    if (sink === undefined && bytesRead > limits.bytesBeforePublish) end("too much sent before publishing");
    if (sink !== undefined && !ended && bytesRead - bytesAcknowledged >= windowBytes) {
      bytesAcknowledged = bytesRead;
      rtmp.sendACK(bytesRead % CLOCK_WRAP);
    }
    if (socket.writableLength > limits.unreadBytes) end("answers left unread");
    // TCP then slows the sender down, and its room says that it fell behind.
    const waitMs = budget.spend(bytes.length);
    if (waitMs === 0 || ended) return;
    socket.pause();
    setTimeout(() => socket.resume(), waitMs).unref();
  });
  socket.on("close", () => end("closed by the other side"));
  return end;
}
