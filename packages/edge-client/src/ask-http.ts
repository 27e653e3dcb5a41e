import { present } from "@nonstop/contract/present";
import { messageOf } from "@nonstop/telemetry/log";

/** What an exchange came to: an answer, whatever its status, or why there was none. */
export type HttpAnswer =
  | { kind: "answer"; status: number; bytes: Uint8Array }
  | { kind: "unreachable"; reason: string };

/** How long an answer may take, and how long it may be. */
export type HttpLimits = { timeoutMs: number; maxBytes: number };

/** What is sent along: a body of one media type. */
export type HttpBody = { method: "POST" | "PUT"; body: Uint8Array<ArrayBuffer>; mediaType: string };

/** One HTTP exchange with a bearer token. It never throws, never waits longer and never reads more than its limits say. */
export async function askHttp(
  url: string,
  o: HttpLimits & { token: string; send?: HttpBody },
): Promise<HttpAnswer> {
  try {
    const headers: Record<string, string> = { authorization: `Bearer ${o.token}` };
    if (o.send !== undefined) headers["content-type"] = o.send.mediaType;
    const response = await fetch(url, {
      method: o.send?.method ?? "GET",
      headers,
      ...present({ body: o.send?.body }),
      redirect: "error",
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(o.timeoutMs))),
    });
    const bytes = await readBounded(response, o.maxBytes);
    if (bytes === undefined)
      return { kind: "unreachable", reason: `the answer is longer than ${o.maxBytes} bytes` };
    return { kind: "answer", status: response.status, bytes };
  } catch (thrown) {
    return { kind: "unreachable", reason: messageOf(thrown) };
  }
}

/** The JSON in some bytes, not yet parsed by a schema; undefined when it is none. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
  } catch {
    return undefined;
  }
}

// A body of known length is read into one buffer: chunks are megabytes, and a second copy would wait for the collector.
async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  if (response.body === null) return new Uint8Array(0);
  const declared = Number(response.headers.get("content-length") ?? Number.NaN);
  if (declared > maxBytes) {
    await response.body.cancel();
    return undefined;
  }
  const isKnown = Number.isInteger(declared) && response.headers.get("content-encoding") === null;
  let bytes = new Uint8Array(isKnown ? declared : 65_536);
  let length = 0;
  for await (const piece of response.body) {
    // Leaving the loop cancels the body and with it the connection.
    if (length + piece.byteLength > maxBytes) return undefined;
    if (length + piece.byteLength > bytes.byteLength) {
      const larger = new Uint8Array(Math.max(bytes.byteLength * 2, length + piece.byteLength));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(piece, length);
    length += piece.byteLength;
  }
  return bytes.subarray(0, length);
}
