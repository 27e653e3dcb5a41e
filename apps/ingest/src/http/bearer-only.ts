import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { errorBody } from "@nonstop/contract/error-body";

/**
 * Lets a request through that carries one of these bearer tokens; compared in constant time. `tokens` are separated by
 * commas: while a token is rotated, the new one and the old one.
 */
export function bearerOnly(tokens: string): MiddlewareHandler {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  const accepted = tokens
    .split(",")
    .map((token) => token.trim())
    .filter((token) => token !== "")
    .map((token) => digest(`Bearer ${token}`));
  return async (c, next) => {
    const given = digest(c.req.header("authorization") ?? "");
    if (accepted.some((one) => timingSafeEqual(one, given))) return next();
    return c.json(
      errorBody("unauthorized", "The bearer token is absent or wrong.", { field: "authorization" }),
      401,
    );
  };
}
