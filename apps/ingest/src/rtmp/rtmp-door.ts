import { createServer, type Server, type Socket } from "node:net";
import type { Log } from "@nonstop/telemetry/log";
import type { RtmpLimits } from "./rtmp-limits.ts";
import { type KnownProxies, proxyServer } from "./proxy-door.ts";
import { refusalLog } from "./refusal-log.ts";
import { guardSession, type PublishAnswer, type PublishRequest } from "./session-guard.ts";
import { type Stranger, WaitingLine } from "./waiting-line.ts";
import { WrongKeys } from "./wrong-keys.ts";

export type RtmpDoor = {
  port: number;
  /** The port for proxies, where there is one. */
  proxyPort: number | undefined;
  /** Connections open now. */
  connections(): number;
  /** Connections ended by us before or without an accepted publish. */
  rejected(): number;
  close(): Promise<void>;
};

/** The second entrance, for proxies that speak TLS for us: they say who comes (PROXY protocol). */
export type ProxyEntrance = { port: number; proxies: KnownProxies };

/** Listens for RTMP and lets each connection in within the limits. Port 0 is any free one. */
export async function openRtmpDoor(o: {
  bind: string;
  port: number;
  proxy: ProxyEntrance | undefined;
  limits: RtmpLimits;
  authorise: (request: PublishRequest) => PublishAnswer;
  log: Log;
}): Promise<RtmpDoor> {
  const open = new Set<Socket>();
  const line = new WaitingLine(o.limits.strangers);
  const wrongKeys = new WrongKeys(o.limits.wrongKeys);
  const logRefusal = refusalLog(o.log);
  let rejected = 0;
  const refuse = (ip: string, reason: string): void => {
    rejected++;
    logRefusal(ip, reason);
  };
  const admit = (socket: Socket, ip: string): void => {
    if (wrongKeys.isShut(ip)) {
      socket.destroy();
      return refuse(ip, "too many wrong stream keys from this address");
    }
    const stranger: Stranger = { ip, close: () => {} };
    stranger.close = guardSession(socket, {
      limits: o.limits,
      ip,
      authorise: (request) => {
        const answer = o.authorise(request);
        if (answer.kind === "accepted") {
          line.leave(stranger);
          wrongKeys.noteRight(ip);
        } else if (answer.isWrongKey) wrongKeys.noteWrong(ip);
        return answer;
      },
      onEnd: (reason, wasPublisher) => {
        line.leave(stranger);
        if (wasPublisher) return o.log("publisher-gone", { ip, reason });
        refuse(ip, reason);
      },
    });
    line.enter(stranger);
  };
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => {});
    admit(socket, socket.remoteAddress ?? "");
  });
  const proxied =
    o.proxy === undefined
      ? undefined
      : proxyServer({
          proxies: o.proxy.proxies,
          headerMs: o.limits.handshakeMs,
          admit,
          refuse,
        });
  const servers = proxied === undefined ? [server] : [server, proxied];
  for (const each of servers)
    each.on("connection", (socket) => {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
    });
  const port = await listen(server, o.port, o.bind);
  const proxyPort = proxied && (await listen(proxied, o.proxy?.port ?? 0, o.bind));
  return {
    port,
    proxyPort,
    connections: () => open.size,
    rejected: () => rejected,
    close: async () => {
      const closed = servers.map((each) => new Promise<void>((resolve) => each.close(() => resolve())));
      for (const socket of open) socket.destroy();
      await Promise.all(closed);
    },
  };
}

/** Resolves with the port it listens at. */
async function listen(server: Server, port: number, bind: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, bind, resolve);
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}
