import { HeardError } from "@nonstop/contract/error-body";

/** The part of a zod schema that the door needs. */
type Schema<T> = { safeParse: (value: unknown) => { success: true; data: T } | { success: false } };

/** The outcome of a request. `sentMs` and `receivedMs` are from `performance.now()`, for the clock. */
export type Answer<T> =
  | { kind: "ok"; value: T; sentMs: number; receivedMs: number }
  /** The server understood and refused. `message` is for people. */
  | { kind: "refused"; status: number; code: string; message: string }
  /** No answer came, or one that breaks the contract. Asking again later may help. */
  | { kind: "unreachable"; message: string };

const TIMEOUT_MS = 8000;

/** Asks for JSON and parses it with `schema`. Never throws. */
export async function ask<T>(url: string, schema: Schema<T>, init: RequestInit = {}): Promise<Answer<T>> {
  const sentMs = performance.now();
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const receivedMs = performance.now();
    if (!response.ok) return await refusal(response);
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success)
      return { kind: "unreachable", message: `${url} answered in a form unknown to this page` };
    return { kind: "ok", value: parsed.data, sentMs, receivedMs };
  } catch {
    return { kind: "unreachable", message: `${url} did not answer` };
  }
}

/** Sends JSON and reads the answer as `ask` does. */
export function send<T>(
  url: string,
  body: object,
  schema: Schema<T>,
  method: "POST" | "PUT" | "PATCH" = "POST",
): Promise<Answer<T>> {
  return ask(url, schema, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function refusal(response: Response): Promise<Answer<never>> {
  const body = HeardError.safeParse(await response.json().catch(() => undefined));
  const said = body.success
    ? body.data.error
    : { code: "unknown", message: `The station answered ${response.status}.` };
  const cure = "cure" in said && said.cure !== undefined ? ` ${said.cure}` : "";
  const message = `${sentence(said.message)}${cure}`;
  return { kind: "refused", status: response.status, code: said.code, message };
}

/** A refusal as people read it: without the field of the request, which programs need. */
function sentence(message: string): string {
  const words = message.replace(/^body(?:\.[\w.]+)?: /, "");
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
