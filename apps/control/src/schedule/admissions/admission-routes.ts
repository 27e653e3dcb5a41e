import type { Admissions } from "@nonstop/contract/admissions";
import { routes } from "@nonstop/contract/routes";
import { Hono } from "hono";
import { originOnly } from "@nonstop/door/origin-auth";
import type { Env } from "../../env.ts";
import { scheduleOf } from "../schedule-of.ts";

/** The door at which ingest learns who may publish. */
export function admissionRoutes(): Hono<{ Bindings: Env }> {
  const app = new Hono<{ Bindings: Env }>();
  app.get(routes.admissions, originOnly("ingest"), async (c) =>
    c.json((await scheduleOf(c.env).admissions()) satisfies Admissions, 200, { "cache-control": "no-store" }),
  );
  return app;
}
