import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

type Amf = string | number | boolean | null | undefined | { [key: string]: Amf };

/** AMF0, as much as a publisher needs. */
export function amf(...values: Amf[]): Buffer {
  return Buffer.concat(values.map(encode));
}

function encode(value: Amf): Buffer {
  if (typeof value === "number") {
    const out = Buffer.alloc(9);
    out.writeDoubleBE(value, 1);
    return out;
  }
  if (typeof value === "boolean") return Buffer.from([1, value ? 1 : 0]);
  if (typeof value === "string") return Buffer.concat([Buffer.from([2]), text(value)]);
  if (value === null) return Buffer.from([5]);
  if (value === undefined) return Buffer.from([6]);
  const fields = Object.entries(value).map(([key, field]) => Buffer.concat([text(key), encode(field)]));
  return Buffer.concat([Buffer.from([3]), ...fields, Buffer.from([0, 0, 9])]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * One RTMP message in chunks of `chunkSize`, on one chunk stream; `declared` lies about its length; with `delta` its header
 * is of type 1, ms after the message before it.
 */
export function message(
  type: number,
  payload: Buffer,
  o: {
    chunkStream?: number;
    timestamp?: number;
    streamId?: number;
    chunkSize?: number;
    declared?: number;
    delta?: number;
    /** Some encoders give a time of more than 24 bits once, and not again in the chunks that follow. */
    extendedOnce?: boolean;
  } = {},
): Buffer {
  const chunkSize = o.chunkSize ?? 128;
  const cid = o.chunkStream ?? 3;
  const header = Buffer.alloc(o.delta === undefined ? 12 : 8);
  header[0] = o.delta === undefined ? cid : 0x40 | cid;
  const timestamp = o.delta ?? o.timestamp ?? 0;
  const extended = Buffer.alloc(timestamp < 0xffffff ? 0 : 4);
  if (extended.length > 0) extended.writeUInt32BE(timestamp);
  header.writeUIntBE(Math.min(timestamp, 0xffffff), 1, 3);
  header.writeUIntBE(o.declared ?? payload.length, 4, 3);
  header[7] = type;
  if (o.delta === undefined) header.writeUInt32LE(o.streamId ?? 0, 8);
  const out: Buffer[] = [header, extended];
  for (let at = 0; at < payload.length || at === 0; at += chunkSize) {
    if (at > 0) out.push(Buffer.from([0xc0 | cid]), o.extendedOnce === true ? Buffer.alloc(0) : extended);
    out.push(payload.subarray(at, at + chunkSize));
  }
  return Buffer.concat(out);
}

/** A bare RTMP client that can misbehave at every step. */
export class RtmpClient {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  received = 0;
  text = "";
  #waiting: { bytes: number; resolve: () => void }[] = [];

  /** `from` is the address on this machine that it comes from. */
  constructor(port: number, from = "127.0.0.1") {
    this.socket = connect({ port, host: "127.0.0.1", localAddress: from });
    this.socket.on("error", () => {});
    this.socket.on("data", (bytes: Buffer) => {
      this.received += bytes.length;
      this.text += bytes.toString("latin1");
      this.#waiting = this.#waiting.filter(({ bytes: wanted, resolve }) => {
        if (this.received < wanted) return true;
        resolve();
        return false;
      });
    });
    this.closed = new Promise((resolve) => this.socket.on("close", () => resolve()));
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** Resolves once so many bytes have come in all, or the connection is closed. */
  until(bytes: number): Promise<void> {
    if (this.received >= bytes) return Promise.resolve();
    const came = new Promise<void>((resolve) => this.#waiting.push({ bytes, resolve }));
    return Promise.race([came, this.closed]);
  }

  async handshake(): Promise<void> {
    this.send(Buffer.concat([Buffer.from([3]), Buffer.alloc(8), randomBytes(1528)]));
    await this.until(1 + 2 * 1536);
    this.send(randomBytes(1536));
  }

  command(...values: Amf[]): void {
    this.send(message(20, amf(...values)));
  }

  /** Handshake, connect and createStream as any publisher does. */
  async connect(app = "live"): Promise<void> {
    await this.handshake();
    this.command("connect", 1, { app, tcUrl: `rtmp://127.0.0.1/${app}` });
    await this.until(3073 + 100);
    this.command("createStream", 2, null);
  }

  publish(name: Amf): void {
    this.send(message(20, amf("publish", 3, null, name, "live"), { chunkStream: 4, streamId: 1 }));
  }

  /** Resolves once this text has come among the answers, or the connection is closed. */
  async said(text: string): Promise<void> {
    while (!this.text.includes(text) && !this.socket.destroyed) await this.until(this.received + 1);
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }
}

/** Bodies of an H.264 picture header and keyframe, and of sound: small, and decodable by nobody. */
export const media = {
  videoHeader: Buffer.from([
    0x17, 0, 0, 0, 0, 1, 0x4d, 0x40, 0x1f, 0xff, 0xe1, 0, 4, 0x67, 0x4d, 0x40, 0x1f, 1, 0, 1, 0x68,
  ]),
  keyframe: Buffer.concat([Buffer.from([0x17, 1, 0, 0, 0]), Buffer.alloc(200, 7)]),
  sound: Buffer.from([0xaf, 1, 1, 2, 3, 4]),
};
