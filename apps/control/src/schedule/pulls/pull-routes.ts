import type { Pulls } from "@nonstop/contract/pull";
import { routes } from "@nonstop/contract/routes";
import { Hono } from "hono";
import { originOnly } from "@nonstop/door/origin-auth";
import type { Env } from "../../env.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which ingest learns what to pull. The only one through which an address of a source leaves. */
export function pullRoutes(): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>();
  app.get(routes.pulls, originOnly("ingest"), async (c) =>
    c.json({ pulls: await scheduleOf(c.env).pulls() } satisfies Pulls, 200, { "cache-control": "no-store" }),
  );
  return app;
}
