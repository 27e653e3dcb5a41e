import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Asked, Asking } from "./instruments.ts";
import { problemInWords } from "./problem-in-words.ts";

const TIMEOUT_MS = 8000;
const MAX_BYTES = 8_000_000;

/** Asks by HTTP as plainly as can be, for `fetch` names a user agent and follows redirects. */
export function askOverHttp({ url, method = "GET", headers = {}, body, timeoutMs }: Asked): Promise<Asking> {
  const limitMs = timeoutMs ?? TIMEOUT_MS;
  const askedMs = Date.now();
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const giveUp = (problem: string): void => {
      clearTimeout(timer);
      sent?.destroy();
      resolve({ kind: "unreachable", problem });
    };
    const timer = setTimeout(() => giveUp(`does not answer within ${limitMs / 1000} s`), limitMs);
    let sent: ReturnType<typeof requestHttp> | undefined;
    try {
      const send = url.startsWith("https:") ? requestHttps : requestHttp;
      sent = send(url, { method, headers: { ...headers, ...lengthOf(body) } }, (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on("data", (chunk: Buffer) => {
          size += chunk.byteLength;
          if (size > MAX_BYTES) giveUp(`answers with more than ${MAX_BYTES} bytes`);
          else chunks.push(chunk);
        });
        answer.on("error", (error) => giveUp(problemInWords(error)));
        answer.on("end", () => {
          clearTimeout(timer);
          resolve({
            kind: "answer",
            status: answer.statusCode ?? 0,
            headers: headersOf(answer.rawHeaders),
            text: Buffer.concat(chunks).toString("utf8"),
            size,
            askedMs,
            tookMs: performance.now() - startedMs,
          });
        });
      });
      sent.on("error", (error) => giveUp(problemInWords(error)));
      sent.end(body);
    } catch (error) {
      giveUp(problemInWords(error));
    }
  });
}

const lengthOf = (body: string | undefined): Record<string, string> =>
  body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < raw.length; i += 2) headers.append(raw[i] ?? "", raw[i + 1] ?? "");
  return headers;
}
