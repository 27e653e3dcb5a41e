import { present } from "@nonstop/contract/present";
import { messageOf } from "@nonstop/telemetry/log";
import { freshRequest } from "./fresh-request.ts";
import { hedged } from "./hedged.ts";

/** What an exchange came to: an answer, whatever its status, or why there was none. */
export type HttpAnswer =
  | { kind: "answer"; status: number; bytes: Uint8Array }
  | { kind: "unreachable"; reason: string };

/** How long an answer may take, and how long it may be. */
export type HttpLimits = {
  timeoutMs: number;
  maxBytes: number;
  /** Without an answer after this time, it is asked again on a new connection. For what may be asked twice. */
  hedgeMs?: number;
};

/** What is sent along: a body of one media type. */
export type HttpBody = { method: "POST" | "PUT"; body: Uint8Array<ArrayBuffer>; mediaType: string };

type Asked = HttpLimits & { token: string; send?: HttpBody };

/** One HTTP exchange with a bearer token. It never throws, never waits longer and never reads more than its limits say. */
export async function askHttp(url: string, o: Asked): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(o.timeoutMs)));
  if (o.hedgeMs === undefined) return exchange(url, o, { again: false, signal: timeout });
  return hedged({
    afterMs: o.hedgeMs,
    ask: ({ again, signal }) => exchange(url, o, { again, signal: AbortSignal.any([signal, timeout]) }),
    isAnswer: ({ kind }) => kind === "answer",
  });
}

async function exchange(
  url: string,
  o: Asked,
  { again, signal }: { again: boolean; signal: AbortSignal },
): Promise<HttpAnswer> {
  try {
    const headers: Record<string, string> = { authorization: `Bearer ${o.token}` };
    if (o.send !== undefined) headers["content-type"] = o.send.mediaType;
    const method = o.send?.method ?? "GET";
    const body = o.send?.body;
    if (again) {
      const answer = await freshRequest(url, { method, headers, body, signal });
      return answerOf(
        answer.statusCode ?? 0,
        await readBounded(answer, sizeOf(answer.headers), o.maxBytes),
        o,
      );
    }
    const response = await fetch(url, { method, headers, ...present({ body }), redirect: "error", signal });
    const size = sizeOf(Object.fromEntries(response.headers));
    const bytes =
      response.body === null ? new Uint8Array(0) : await readBounded(response.body, size, o.maxBytes);
    return answerOf(response.status, bytes, o);
  } catch (thrown) {
    return { kind: "unreachable", reason: messageOf(thrown) };
  }
}

function answerOf(status: number, bytes: Uint8Array | undefined, { maxBytes }: HttpLimits): HttpAnswer {
  if (bytes !== undefined) return { kind: "answer", status, bytes };
  return { kind: "unreachable", reason: `the answer is longer than ${maxBytes} bytes` };
}

/** The JSON in some bytes, not yet parsed by a schema; undefined when it is none. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** The announced length of a body in bytes, when it is the length of what is read. */
function sizeOf(headers: Record<string, unknown>): number | undefined {
  const declared = Number(headers["content-length"] ?? Number.NaN);
  return Number.isInteger(declared) && headers["content-encoding"] === undefined ? declared : undefined;
}

// A body of known length is read into one buffer: chunks are megabytes, and a second copy would wait for the collector.
async function readBounded(
  body: AsyncIterable<Uint8Array>,
  size: number | undefined,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  let bytes = new Uint8Array(size === undefined || size > maxBytes ? 65_536 : size);
  let length = 0;
  for await (const piece of body) {
    // Leaving the loop cancels the body and with it the connection.
    if ((size ?? 0) > maxBytes || length + piece.byteLength > maxBytes) return undefined;
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
