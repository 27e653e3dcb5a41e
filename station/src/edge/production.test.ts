import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { REPOSITORY } from "../repository.ts";
import { configsPart } from "../setup/cloudflare/configs-part.ts";
import { setUpFolder } from "../setup/station-under-test.ts";
import { freePorts } from "../ports.ts";
import { productionBindings } from "./production-bindings.ts";
import { type Edge, startEdge } from "./start-edge.ts";
import { buildWebApp } from "./web-app.ts";

/** The Workers as setup configures them for Cloudflare: bundled by a dry run of their deployment, and run on this machine. */

let scratch: string;
let edge: Edge;
let origin: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "nonstop-production-"));
  const context = await setUpFolder(join(scratch, "station"));
  const look = await configsPart(context).look();
  for (const change of look.kind === "looked" ? look.changes : []) await change.apply();
  await buildWebApp(REPOSITORY);
  const { worker: port } = await freePorts();
  edge = await startEdge({
    repository: REPOSITORY,
    stateDir: join(scratch, "state"),
    host: "127.0.0.1",
    port,
    configs: join(context.folder.path, "wrangler"),
    bindings: productionBindings(context.folder, {}),
    onLine: () => undefined,
  });
  origin = `http://127.0.0.1:${port}`;
}, 120_000);
afterAll(async () => {
  await edge.dispose();
  rmSync(scratch, { recursive: true });
});

const ask = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`${origin}${path}`, { redirect: "manual", ...init });

it.each([
  ["/", 200],
  ["/schedule", 200],
  ["/schedule/never-heard-of", 404],
  ["/control-room/", 200],
  ["/favicon.svg", 200],
  ["/nowhere", 404],
  ["/nothing.js", 404],
])("answers %s with %i and the headers of all our pages", async (path, status) => {
  const answer = await ask(path);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
});

it("introduces the player's page by the station's own address", async () => {
  const text = await (await ask("/")).text();
  expect(text).toContain('og:url" content="https://tv.example.com/"');
  expect(text).toContain('og:image" content="https://tv.example.com/card.png"');
});

it("lets browsers keep what carries a mark of its content, and ask again for the rest", async () => {
  const files = readdirSync(join(REPOSITORY, "apps/web/dist/assets"));
  const script = await ask(`/assets/${files.find((name) => name.endsWith(".js"))}`);
  expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(script.headers.get("content-type")).toContain("javascript");
  const room = await ask("/control-room/");
  expect(room.headers.get("cache-control")).toContain("must-revalidate");
  const etag = room.headers.get("etag") ?? "";
  expect((await ask("/control-room/", { headers: { "if-none-match": etag } })).status).toBe(304);
  expect((await ask("/nothing.js")).headers.get("cache-control")).toBe("no-store");
});

it("leads to the control room's one address", async () => {
  const answer = await ask("/control-room");
  expect(answer.status).toBe(307);
  expect(answer.headers.get("location")).toBe("/control-room/");
});

it("has all three Workers, each with its objects and its secrets", async () => {
  expect((await ask("/live/main/index.m3u8")).status).toBe(200);
  expect((await ask("/origin/v1/clock")).status).toBe(401);
  const guide = await ask("/api/v1/channels/main/guide");
  expect(guide.headers.get("content-type")).toContain("application/json");
  expect((await ask("/nothing/at/all.json")).status).toBe(404);
});
