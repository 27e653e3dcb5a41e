import { createAdaptorServer } from "@hono/node-server";

type Fetch = (request: Request) => Response | Promise<Response>;

export type Listening = { port: number; close: () => Promise<void> };

/**
 * Opens a port and only then makes the server behind it, because links and webhooks name the port. Requests that arrive in
 * between wait.
 */
export async function listen(
  bind: string,
  port: number,
  make: (origin: string) => Fetch,
): Promise<Listening> {
  let ready: (fetch: Fetch) => void = () => undefined;
  const answering = new Promise<Fetch>((resolve) => {
    ready = resolve;
  });
  const server = createAdaptorServer({ fetch: async (request: Request) => (await answering)(request) });
  // We keep idle connections longer than clients do, so that no client writes to a closing one.
  if ("keepAliveTimeout" in server) server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, bind, resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  // Whoever listens everywhere is found by people at this machine's own address.
  ready(make(`http://${bind === "0.0.0.0" ? "127.0.0.1" : bind}:${bound}`));
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
