import { z } from "zod";
import type { StreamSettings } from "../../settings.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import { askedWaitMs, VENDOR_TIMEOUT_MS } from "../patience.ts";

const Envelope = z.object({ result: z.unknown() });
const Problem = z.object({ errors: z.array(z.object({ code: z.int() })) });

export type StreamCall = {
  method: "GET" | "POST" | "DELETE";
  /** Below `/accounts/{account}/stream`. */
  path: string;
  body?: object;
  headers?: Readonly<Record<string, string>>;
  /** A conflict means that what was asked for is no more. */
  isGoneOnConflict?: true;
};

/** Speaks to the API of Cloudflare Stream. */
export class StreamRequest {
  readonly #all: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ apiUrl, account, token }: StreamSettings) {
    this.#all = `${apiUrl}/accounts/${encodeURIComponent(account)}/stream`;
    this.#headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  }

  /** Makes a call; `schema` parses the result in its answer. */
  async call<T>(
    { method, path, body, headers, isGoneOnConflict }: StreamCall,
    schema: z.ZodType<T>,
  ): Promise<VendorAnswer<T>> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.#all + path, {
        method,
        headers: { ...this.#headers, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(VENDOR_TIMEOUT_MS),
      });
      text = await response.text();
    } catch {
      return { kind: "retry", message: "Stream does not answer." };
    }
    if (isGoneOnConflict === true && response.status === 409) return { kind: "gone" };
    if (!response.ok) return problemOf(response, text);
    const envelope = Envelope.safeParse(jsonOf(text)).data;
    const parsed = schema.safeParse(envelope?.result);
    if (parsed.success) return { kind: "ok", value: parsed.data };
    return { kind: "refused", message: "Stream's answer cannot be read." };
  }
}

function problemOf(response: Response, text: string): VendorAnswer<never> {
  const { status, headers } = response;
  if (status === 429) {
    const askedMs = askedWaitMs(headers.get("retry-after"), Date.now()) ?? 30_000;
    return { kind: "retry", message: "Stream's rate limit is reached.", askedMs };
  }
  if (status >= 500) return { kind: "retry", message: `Stream answers ${status}.` };
  if (status === 404) return { kind: "gone" };
  const cure =
    status === 401 || status === 403
      ? " Check STREAM_ACCOUNT_ID, and that STREAM_API_TOKEN may edit Stream."
      : "";
  const code = Problem.safeParse(jsonOf(text)).data?.errors[0]?.code ?? status;
  return { kind: "refused", message: `Stream answers ${code}.${cure}` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
