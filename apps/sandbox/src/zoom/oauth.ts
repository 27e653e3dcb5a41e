import { createHmac, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import type { Faults } from "../server/faults.ts";
import { ALL_SCOPES } from "./scopes.ts";

/** Tokens of an earlier generation are revoked. */
export type Tokens = { generation: number };

export type OauthClient = { accountId: string; clientId: string; clientSecret: string };

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
const sign = (client: OauthClient, expiry: string, generation: number): string =>
  createHmac("sha256", client.clientSecret).update(`access:${generation}:${expiry}`).digest("base64url");

/** Whether a bearer token is valid. It carries its expiry and a signature, so it survives a restart of the stand-in. */
export function checkToken(
  client: OauthClient,
  token: string,
  now: { nowMs: number; generation: number },
): "valid" | "invalid" | "expired" {
  const [expiry = "", signature = ""] = token.split(".");
  if (!same(signature, sign(client, expiry, now.generation))) return "invalid";
  return Number(expiry) > now.nowMs ? "valid" : "expired";
}

/** `POST /oauth/token`: server-to-server OAuth. `apiUrl` is where the API is. */
export function oauthRoutes(
  client: OauthClient,
  tokens: Tokens,
  o: { apiUrl: string; nowMs: () => number; faults: () => Pick<Faults, "missingScopes" | "tokenSeconds"> },
): Hono {
  return new Hono().post("/oauth/token", async (c) => {
    const basic = Buffer.from(
      c.req.header("authorization")?.replace(/^Basic /, "") ?? "",
      "base64",
    ).toString();
    if (!same(basic, `${client.clientId}:${client.clientSecret}`))
      return c.json({ reason: "Invalid client_id or client_secret", error: "invalid_client" }, 400);
    const form = await c.req.parseBody();
    const field = (name: string): string | undefined => {
      const value = form[name];
      return typeof value === "string" ? value : c.req.query(name);
    };
    if (field("grant_type") !== "account_credentials")
      return c.json({ reason: "unsupported grant type", error: "unsupported_grant_type" }, 400);
    if (field("account_id") !== client.accountId)
      return c.json({ reason: "Account does not exist", error: "invalid_request" }, 400);
    const { missingScopes, tokenSeconds } = o.faults();
    const expiry = String(o.nowMs() + tokenSeconds * 1000);
    return c.json({
      access_token: `${expiry}.${sign(client, expiry, tokens.generation)}`,
      token_type: "bearer",
      expires_in: tokenSeconds,
      scope: ALL_SCOPES.filter((scope) => !missingScopes.includes(scope)).join(" "),
      api_url: o.apiUrl,
    });
  });
}
