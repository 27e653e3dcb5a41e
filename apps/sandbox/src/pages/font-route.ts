import type { Hono } from "hono";
import { archivo } from "./font.ts";

/** Adds the font of the pages to a server. */
export function withFont(server: Hono): Hono {
  return server.get("/archivo.woff2", async (c) => {
    c.header("content-type", "font/woff2");
    c.header("cache-control", "public, max-age=86400");
    return c.body(new Uint8Array(await archivo()));
  });
}
