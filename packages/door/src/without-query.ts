import type { MiddlewareHandler } from "hono";

/**
 * Gives an answer that no query changes one address, so that caches keep it once (decision 013): any query is sent to the address
 * without it.
 */
export const withoutQuery: MiddlewareHandler = async (c, next) => {
  const { pathname, search } = new URL(c.req.url);
  if (search === "") return next();
  return new Response(null, {
    status: 302,
    headers: {
      location: pathname,
      "cache-control": "public, max-age=300",
      "access-control-allow-origin": "*",
    },
  });
};
