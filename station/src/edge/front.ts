import { once } from "node:events";
import { Agent, createServer, type IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { type WorkerName, workerOfPath } from "@nonstop/contract/worker-of-path";
import { createProxyServer } from "httpxy";

export type Front = { port: number; close: () => Promise<void> };

/**
 * The one address of the station on this machine: passes each request and each WebSocket to the Worker that its path belongs
 * to, as routes do on Cloudflare. While a Worker is started anew, its requests wait for it.
 */
export async function openFront(o: {
  host: string;
  port: number;
  /** Where a Worker answers now. */
  addressOf: (worker: WorkerName) => Promise<URL>;
}): Promise<Front> {
  const agent = new Agent({ keepAlive: true });
  const proxy = createProxyServer({ agent, xfwd: false });
  // The client is told where it is possible, below; an error of a peer that has left is nobody's.
  proxy.on("error", () => undefined);

  const targetOf = async (request: IncomingMessage): Promise<string> => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    return (await o.addressOf(workerOfPath(path))).origin;
  };
  const server = createServer((request, response) => {
    void targetOf(request)
      .then((target) => proxy.web(request, response, { target }))
      .catch(() => {
        if (response.headersSent) response.destroy();
        else response.writeHead(502, { "cache-control": "no-store" }).end();
      });
  });
  server.on("upgrade", (request, socket, head) => {
    if (!(socket instanceof Socket)) return;
    socket.on("error", () => socket.destroy());
    void targetOf(request)
      .then((target) => proxy.ws(request, socket, { target }, head))
      .catch(() => socket.destroy());
  });
  // Those of WebSockets are no longer the server's, which would wait for their other ends.
  const connections = new Set<Socket>();
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  server.listen(o.port, o.host);
  await once(server, "listening");
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound !== null ? bound.port : o.port,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of connections) socket.destroy();
      agent.destroy();
      await closed;
    },
  };
}
