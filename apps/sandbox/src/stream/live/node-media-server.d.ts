/** What we use of node-media-server 4.4.3 (CommonJS, without types of its own): its side of RTMP. */
declare module "node-media-server/src/protocol/rtmp.js" {
  type Packet = { codec_type: number; dts: number; size: number; data: Buffer };
  class Rtmp {
    /** A parser of FLV files that is not used here, with a buffer of 1 MB. */
    flv: unknown;
    /** Somebody wants to publish or play: an app and what follows it. */
    onConnectCallback: (request: { app: string; name: string }) => void;
    onPushCallback: () => void;
    onPlayCallback: () => void;
    onPacketCallback: (packet: Packet) => void;
    onOutputCallback: (bytes: Buffer) => void;
    /** Reads bytes of the client; answers what is wrong with them. */
    parserData(bytes: Buffer): string | null;
  }
  export default Rtmp;
}
