/** What we use of node-media-server 4.4.3 (CommonJS, without types of its own): its handshake and its answers. */
declare module "node-media-server/src/protocol/rtmp.js" {
  class Rtmp {
    /** 3 when the handshake is done. */
    handshakeState: number;
    /** AMF version of the client's objects. */
    objectEncoding: number;
    /** A parser of FLV files that is not used here, with a buffer of 1 MB. */
    flv: unknown;
    /** Called with the bytes of each answer. */
    onOutputCallback: (bytes: Buffer) => void;
    /** Reads bytes of the client: the handshake itself, what follows through `chunkRead`. */
    parserData(bytes: Buffer): void;
    /** Reads `length` bytes of `data` from `at` on. */
    chunkRead: (data: Buffer, at: number, length: number) => null;
    sendACK(bytes: number): void;
    sendWindowACK(bytes: number): void;
    setPeerBandwidth(bytes: number, limitType: number): void;
    setChunkSize(bytes: number): void;
    readonly outChunkSize: number;
    sendStreamStatus(event: number, value: number): void;
    sendInvokeMessage(streamId: number, command: object): void;
    sendStatusMessage(streamId: number, level: string, code: string, description: string): void;
    respondConnect(transaction: number): void;
  }
  export default Rtmp;
}
