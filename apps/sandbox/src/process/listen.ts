import { createAdaptorServer } from "@hono/node-server";

type Fetch = (request: Request) => Response | Promise<Response>;

export type Listening = { port: number; close: () => Promise<void> };

/**
 * Opens a port and only then makes what answers there, because links and webhooks name the port; requests that come
 * between are held.
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
  // Longer than clients keep an idle connection, so that none of them writes into one that is just being closed.
  if ("keepAliveTimeout" in server) server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, bind, resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  ready(make(`http://${bind}:${bound}`));
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
