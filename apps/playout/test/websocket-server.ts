import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** As much of RFC 6455 as a fake edge needs: text frames both ways, one frame per message. */
export class ServerSocket {
  readonly #socket: Duplex;
  #rest = Buffer.alloc(0);

  constructor(request: IncomingMessage, socket: Duplex, hear: (text: string) => void) {
    this.#socket = socket;
    const key = request.headers["sec-websocket-key"] ?? "";
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.on("error", () => undefined);
    socket.on("data", (piece: Buffer) => {
      this.#rest = Buffer.concat([this.#rest, piece]);
      for (let text = this.#next(); text !== undefined; text = this.#next()) hear(text);
    });
  }

  send(text: string): void {
    const payload = Buffer.from(text);
    const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, 0, 0]);
    if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
    this.#socket.write(Buffer.concat([head, payload]));
  }

  close(): void {
    this.#socket.destroy();
  }

  #next(): string | undefined {
    const bytes = this.#rest;
    if (bytes.length < 6) return undefined;
    const short = (bytes[1] ?? 0) & 127;
    const at = short === 126 ? 4 : 2;
    const length = short === 126 ? bytes.readUInt16BE(2) : short;
    if (bytes.length < at + 4 + length) return undefined;
    const mask = bytes.subarray(at, at + 4);
    const payload = bytes.subarray(at + 4, at + 4 + length).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
    this.#rest = bytes.subarray(at + 4 + length);
    return ((bytes[0] ?? 0) & 15) === 1 ? Buffer.from(payload).toString("utf8") : "";
  }
}
