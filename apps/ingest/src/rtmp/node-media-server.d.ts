/** What we use of node-media-server 4.4.3 (CommonJS, without types of its own). */
declare module "node-media-server/src/session/rtmp_session.js" {
  import type { Socket } from "node:net";

  /** A decoded AMF0 command. Everything in it came from the network. */
  export type RtmpCommand = { cmd?: unknown; transId?: unknown; cmdObj?: unknown; streamName?: unknown };

  /** The chunk being read. */
  type IncomingPacket = {
    header: { fmt: number; length: number; type: number; stream_id: number };
    /** Its time in ms, upstream. */
    clock: number;
    payload: Buffer;
    bytes: number;
  };

  export type Rtmp = {
    handshakeState: number;
    inPackets: Map<number, IncomingPacket>;
    parserPacket: IncomingPacket;
    streamApp: unknown;
    inChunkSize: number;
    /** What the other side has set; absent until then. */
    ackSize?: number;
    /** A parser of FLV files that it never uses, with a buffer of 1 MB. */
    flv: unknown;
    packetParse(): void;
    packetAlloc(): void;
    packetHandler(): void;
    controlHandler(): void;
    onConnect(command: RtmpCommand): void;
    onPublish(command: RtmpCommand): void;
    onPlay(command: RtmpCommand): void;
    onDeleteStream(): void;
    sendACK(bytes: number): void;
    sendStatusMessage(streamId: number, level: string, code: string, description: string): void;
  };

  export type AvPacket = { codec_type: number; dts: number; size: number; data: Buffer };

  /** Its handlers are fields that `run()` reads, so they can be replaced before it. */
  class RtmpSession {
    constructor(socket: Socket);
    readonly rtmp: Rtmp;
    run(): void;
    onData: (bytes: Buffer) => void;
    onConnect: (request: unknown) => void;
    onPush: () => void;
    onPlay: () => void;
    onPacket: (packet: AvPacket) => void;
  }
  export default RtmpSession;
}

declare module "node-media-server/src/core/logger.js" {
  const logger: { log(message: string, level?: string): void };
  export default logger;
}

declare module "node-media-server/src/core/context.js" {
  const context: { sessions: Map<unknown, unknown>; broadcasts: Map<string, unknown> };
  export default context;
}
