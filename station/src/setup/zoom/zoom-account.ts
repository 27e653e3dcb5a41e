import { z } from "zod";
import type { Answers } from "../answers.ts";

export type ZoomAnswers = Answers["zoom"];

const Token = z.object({ access_token: z.string().min(1), scope: z.string().default("") });
const Refused = z.object({
  reason: z.string().optional(),
  message: z.string().optional(),
  error: z.string().optional(),
  code: z.number().optional(),
});

const OAUTH_URL = "https://zoom.us/oauth/token";
const API_URL = "https://api.zoom.us/v2";
const TIMEOUT_MS = 20_000;

/** What Zoom answers, or why it does not. No word of it holds a secret. */
export type ZoomAnswer =
  | { kind: "answer"; value: unknown }
  | { kind: "refused"; status: number; code: number | undefined; message: string }
  | { kind: "silent"; message: string };

export type ZoomToken = { token: string; scope: string };

/** Asks Zoom for a token of the account. */
export async function exchangeToken(
  answers: ZoomAnswers,
): Promise<{ kind: "token"; value: ZoomToken } | Exclude<ZoomAnswer, { kind: "answer" }>> {
  const { accountId, clientId, clientSecret, oauthUrl = OAUTH_URL } = answers;
  const answer = await ask(oauthUrl, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ grant_type: "account_credentials", account_id: accountId }).toString(),
  });
  if (answer.kind !== "answer") return answer;
  const token = Token.safeParse(answer.value);
  if (!token.success) return { kind: "silent", message: "Zoom's answer holds no token" };
  return { kind: "token", value: { token: token.data.access_token, scope: token.data.scope } };
}

/** Reads one thing of the account. `path` begins with a slash. */
export function readZoom(answers: ZoomAnswers, token: ZoomToken, path: string): Promise<ZoomAnswer> {
  return ask(`${(answers.apiUrl ?? API_URL).replace(/\/+$/, "")}${path}`, {
    headers: { authorization: `Bearer ${token.token}` },
  });
}

async function ask(url: string, init: RequestInit): Promise<ZoomAnswer> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { kind: "answer", value: body };
    const { reason, message, error, code } = Refused.safeParse(body).data ?? {};
    const why = reason ?? message ?? error ?? "";
    return { kind: "refused", status: response.status, code, message: why };
  } catch {
    return { kind: "silent", message: `Nobody answers at ${new URL(url).host}` };
  }
}
