import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { once } from "node:events";

/** What is sent: as for `fetch`. */
export type FreshRequest = {
  method: string;
  headers: Record<string, string>;
  body: Uint8Array | undefined;
  signal: AbortSignal;
};

/**
 * One HTTP exchange on a connection of its own. `fetch` may take a kept connection that the other end, or something between,
 * has long forgotten: then nothing ever answers on it. Redirects are answers like any other.
 */
export async function freshRequest(url: string, o: FreshRequest): Promise<IncomingMessage> {
  const request = url.startsWith("https:") ? httpsRequest : httpRequest;
  const { method, headers, signal } = o;
  const asked = request(url, { method, headers: { ...headers, connection: "close" }, signal, agent: false });
  // Whoever waits for the answer or reads it is told of a failure. One that comes after that is nobody's.
  asked.on("error", () => undefined);
  asked.end(o.body);
  const [answer]: IncomingMessage[] = await once(asked, "response", { signal });
  if (answer === undefined) throw new Error("no answer");
  return answer;
}
