import { Hono } from "hono";
import { expect, it } from "vitest";
import { bearerOnly } from "./bearer-only.ts";

it.each([
  ["new-token,old-token", "Bearer new-token", 200],
  ["new-token, old-token", "Bearer old-token", 200],
  ["new-token,old-token", "Bearer new-token,old-token", 401],
  ["new-token", "Bearer old-token", 401],
  ["new-token,", "Bearer ", 401],
  ["new-token,", undefined, 401],
])("with %j accepted, %j is answered %i", async (tokens, authorization, status) => {
  const app = new Hono().use(bearerOnly(tokens)).get("/", (c) => c.text("in"));
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  expect((await app.request("/", { headers })).status).toBe(status);
});
