import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { errorBody } from "@nonstop/contract/error-body";

/** Lets a request through that carries this bearer token; compared in constant time. */
export function bearerOnly(token: string): MiddlewareHandler {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  const expected = digest(`Bearer ${token}`);
  return async (c, next) => {
    const given = digest(c.req.header("authorization") ?? "");
    if (timingSafeEqual(expected, given)) return next();
    return c.json(
      errorBody("unauthorized", "The bearer token is absent or wrong.", { field: "authorization" }),
      401,
    );
  };
}
