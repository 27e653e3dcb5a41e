import { messageOf } from "../log.ts";

export type HttpAnswer =
  | { kind: "answer"; status: number; bytes: Uint8Array }
  | { kind: "unreachable"; reason: string };

/** One HTTP exchange that never throws, never waits longer than `timeoutMs` and never reads more than `limitBytes`. */
export async function askHttp(
  url: string,
  o: {
    token: string;
    timeoutMs: number;
    limitBytes: number;
    post?: { body: Uint8Array<ArrayBuffer>; mediaType: string };
  },
): Promise<HttpAnswer> {
  try {
    const headers: Record<string, string> = { authorization: `Bearer ${o.token}` };
    if (o.post !== undefined) headers["content-type"] = o.post.mediaType;
    const response = await fetch(url, {
      method: o.post === undefined ? "GET" : "POST",
      headers,
      ...(o.post === undefined ? {} : { body: o.post.body }),
      redirect: "error",
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(o.timeoutMs))),
    });
    const bytes = await readBounded(response, o.limitBytes);
    if (bytes === undefined)
      return { kind: "unreachable", reason: `answer longer than ${o.limitBytes} bytes` };
    return { kind: "answer", status: response.status, bytes };
  } catch (thrown) {
    return { kind: "unreachable", reason: messageOf(thrown) };
  }
}

/** The JSON of an answer, not yet parsed by a schema; undefined when it is none. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
  } catch {
    return undefined;
  }
}

// A body of known length is read into one buffer: chunks are megabytes, and twice that would wait for the collector.
async function readBounded(response: Response, limitBytes: number): Promise<Uint8Array | undefined> {
  if (response.body === null) return new Uint8Array(0);
  const declared = Number(response.headers.get("content-length") ?? Number.NaN);
  if (declared > limitBytes) {
    await response.body.cancel();
    return undefined;
  }
  const isKnown = Number.isInteger(declared) && response.headers.get("content-encoding") === null;
  let bytes = new Uint8Array(isKnown ? declared : 65_536);
  let length = 0;
  for await (const piece of response.body) {
    // Leaving the loop cancels the body and with it the connection.
    if (length + piece.byteLength > limitBytes) return undefined;
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
