import { Hono } from "hono";
import type { Context, MiddlewareHandler } from "hono";
import { errorBody } from "@nonstop/contract/error-body";
import { changeFaults } from "./faults.ts";
import type { AllFaults } from "./faults.ts";
import { log } from "../process/log.ts";

/** The faults of all stand-ins, behind one holder because a change replaces them. */
export type FaultBoard = { all: AllFaults };

/** Refuses writes from other web pages, which could use the browser of somebody who runs this stand-in. */
export const sameOriginWrites: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header("origin");
  const isWrite = c.req.method !== "GET" && c.req.method !== "HEAD";
  if (
    isWrite &&
    origin !== undefined &&
    (!URL.canParse(origin) || new URL(origin).host !== c.req.header("host"))
  )
    return c.json(errorBody("foreign-origin", "This page may not write here."), 403);
  await next();
  return undefined;
};

/** The routes of every stand-in besides those of its vendor. */
export function commonRoutes(board: FaultBoard, metrics: () => Record<string, number>): Hono {
  const routes = new Hono();
  routes.use("/sandbox/*", sameOriginWrites);
  routes.get("/healthz", (c) => c.json({ ok: true }));
  routes.get("/metrics", (c) =>
    c.text(
      Object.entries({ nonstop_resident_bytes: process.memoryUsage.rss(), ...metrics() })
        .map(([name, value]) => `${name} ${value}\n`)
        .join(""),
    ),
  );
  routes.get("/sandbox/faults", (c) => c.json(board.all));
  routes.post("/sandbox/faults", async (c) => {
    const changed = changeFaults(board.all, await changeOf(c));
    if (typeof changed === "string") return c.json(errorBody("bad-fault", changed, { field: "body" }), 400);
    board.all = changed;
    return c.req.query("back") === "/faults" ? c.redirect("/faults", 303) : c.json(board.all);
  });
  return routes;
}

/** The change of faults that a program sends as JSON, whatever it calls that, or the page of faults in a form. */
async function changeOf(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(new URLSearchParams(text.startsWith("change=") ? text : "").get("change") ?? text);
  } catch {
    return undefined;
  }
}

/** Handles an unexpected error: answers 500 and logs it. */
export function onFault(error: Error, c: Context): Response {
  log("request-failed", { path: c.req.path, problem: error.stack ?? error.message });
  return c.json(errorBody("internal", "The stand-in failed; its log says why."), 500);
}
