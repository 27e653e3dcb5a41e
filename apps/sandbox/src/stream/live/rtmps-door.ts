import { createServer, type TLSSocket } from "node:tls";
import Rtmp from "node-media-server/src/protocol/rtmp.js";
import type { FlvTag } from "./flv-tags.ts";
import type { Sender, Sending } from "./broadcasts.ts";
import { selfMadeCertificate } from "./self-made-certificate.ts";

const KINDS: Readonly<Record<number, FlvTag["kind"]>> = { 8: "audio", 9: "video" };
/** A sender that is silent for so long is gone. */
const SILENT_MS = 15_000;

export type RtmpsDoor = { port: number; close: () => Promise<void> };

/**
 * Takes RTMPS with a certificate of its own, as Stream does at its one door for all live inputs. `admit` lets a connection in by
 * its stream key, or answers nothing.
 */
export async function openRtmpsDoor(o: {
  bind: string;
  port: number;
  admit: (key: string, sender: Sender) => Sending | undefined;
}): Promise<RtmpsDoor> {
  const open = new Set<TLSSocket>();
  const server = createServer(selfMadeCertificate("live.sandbox", Date.now()), (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    receive(socket, o.admit);
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(o.port, o.bind, resolve);
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === "object" ? address.port : o.port,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function receive(socket: TLSSocket, admit: (key: string, sender: Sender) => Sending | undefined): void {
  const rtmp = new Rtmp();
  rtmp.flv = undefined;
  let sending: Sending | undefined;
  let key: string | undefined;
  const cut = (): void => void socket.destroy();
  rtmp.onOutputCallback = (bytes) => void socket.write(bytes);
  rtmp.onConnectCallback = ({ app, name }) => {
    key = app === "live" ? name : undefined;
  };
  rtmp.onPlayCallback = cut;
  rtmp.onPushCallback = () => {
    sending = key === undefined ? undefined : admit(key, { cut });
    if (sending === undefined) cut();
  };
  rtmp.onPacketCallback = ({ codec_type, dts, size, data }) => {
    const kind = KINDS[codec_type];
    // The parser uses its buffer again.
    if (kind !== undefined)
      sending?.onTag({ kind, timestampMs: dts, body: Buffer.from(data.subarray(0, size)) });
  };
  socket.setTimeout(SILENT_MS, cut);
  socket.on("error", () => undefined);
  socket.on("data", (bytes: Buffer) => {
    try {
      if (rtmp.parserData(bytes) !== null) cut();
    } catch {
      // What is no RTMP ends its own connection alone.
      cut();
    }
  });
  socket.on("close", () => sending?.onClose());
}
