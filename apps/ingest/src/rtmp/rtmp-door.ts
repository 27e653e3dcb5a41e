import { createServer, type Socket } from "node:net";
import context from "node-media-server/src/core/context.js";
import logger from "node-media-server/src/core/logger.js";
import type { Log } from "../log.ts";
import type { RtmpLimits } from "./rtmp-limits.ts";
import { guardSession, type PublishAnswer, type PublishRequest } from "./session-guard.ts";

// Its lines are not ours to parse, and name what is published.
logger.log = () => {};

export type RtmpDoor = {
  port: number;
  /** Connections open now. */
  connections(): number;
  /** Connections ended by us before or without an accepted publish. */
  rejected(): number;
  close(): Promise<void>;
};

/** Listens for RTMP and lets each connection in within the limits. Port 0 takes a free one. */
export async function openRtmpDoor(o: {
  bind: string;
  port: number;
  limits: RtmpLimits;
  authorise: (request: PublishRequest) => PublishAnswer;
  log: Log;
}): Promise<RtmpDoor> {
  const open = new Set<Socket>();
  let rejected = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => {});
    const ip = socket.remoteAddress ?? "";
    const fromIp = [...open].filter((other) => other.remoteAddress === ip).length;
    if (open.size >= o.limits.connections || fromIp >= o.limits.connectionsPerIp) {
      rejected++;
      socket.destroy();
      return;
    }
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    guardSession(socket, {
      limits: o.limits,
      authorise: o.authorise,
      onEnd: (reason, wasPublisher) => {
        if (!wasPublisher) rejected++;
        o.log(wasPublisher ? "publisher-gone" : "connection-refused", { ip, reason });
      },
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(o.port, o.bind, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : o.port,
    connections: () => open.size,
    rejected: () => rejected,
    close: () => {
      for (const socket of open) socket.destroy();
      context.sessions.clear();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
