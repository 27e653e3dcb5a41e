import { messageOf } from "./log.ts";

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

async function readBounded(response: Response, limitBytes: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return new Uint8Array(0);
  for await (const piece of response.body) {
    length += piece.byteLength;
    // Leaving the loop cancels the body and with it the connection.
    if (length > limitBytes) return undefined;
    pieces.push(piece);
  }
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces, length);
}
