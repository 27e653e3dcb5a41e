import { readFile } from "node:fs/promises";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import type { Admissions } from "@nonstop/contract/admissions";
import { type ArrivedAnswer, ArrivedFile } from "@nonstop/contract/imports";
import { errorBody } from "@nonstop/contract/error-body";
import type { Pull, Pulls } from "@nonstop/contract/pull";
import { routes } from "@nonstop/contract/routes";

const SLATE = new URL("../../../packages/house/slate/360p.bin", import.meta.url);

export type FakeEdge = {
  url: string;
  /** Stored objects by path below /origin/v1/assets. */
  stored: Map<string, Uint8Array>;
  /** Objects that wait in the bucket, by key. */
  objects: Map<string, Uint8Array>;
  /** What was told of its watched folder, and what is answered. */
  arrived: ArrivedFile[];
  answerArrival: (file: ArrivedFile) => ArrivedAnswer | undefined;
  /** Assets that are on air. */
  onAir: Set<string>;
  /** So many of the next PUTs answer 503. */
  failNext: number;
  /** Assets it was told of and acknowledged. */
  told: string[];
  /** So many of the next notices answer 503. */
  failNotices: number;
  /** Notices that came, also those that failed. */
  notices: number;
  /** What it wants pulled. */
  pulls: Pull[];
  /** Whom it wants admitted; undefined when it does not say. */
  admissions: Admissions | undefined;
  admissionsAsked: number;
  close(): Promise<void>;
};

/** The edge's origin door as far as ingest uses it, in memory. */
export async function openFakeEdge(token: string): Promise<FakeEdge> {
  const stored = new Map<string, Uint8Array>();
  const app = new Hono();
  app.use("*", async (c, next) =>
    c.req.header("authorization") === `Bearer ${token}` ? next() : c.json({}, 401),
  );
  app.get("/origin/v1/clock", (c) => c.json({ nowMs: Date.now() }));
  app.get("/origin/v1/slate", async (c) => c.body(new Uint8Array(await readFile(SLATE))));
  app.get(routes.pulls, (c) => c.json({ pulls: edge.pulls } satisfies Pulls));
  app.get(routes.admissions, (c) => {
    edge.admissionsAsked++;
    return edge.admissions === undefined ? c.json({}, 503) : c.json(edge.admissions);
  });
  app.post(routes.arrivals, async (c) => {
    const file = ArrivedFile.parse(await c.req.json());
    edge.arrived.push(file);
    const answer = edge.answerArrival(file);
    return answer === undefined ? c.json({}, 503) : c.json(answer);
  });
  app.get(routes.pieceOfDigest.pattern, (c) => {
    const { digest } = c.req.param();
    const textOf = (asset: string): string => new TextDecoder().decode(stored.get(`${asset}/index.json`));
    const asset = edge.told.find((told) => textOf(told).includes(digest));
    return asset === undefined ? c.json({}, 404) : c.json({ asset });
  });
  app.get(routes.waitingObject.pattern, (c) => {
    const found = edge.objects.get(c.req.param("key"));
    return found === undefined ? c.json({}, 404) : c.body(new Uint8Array(found));
  });
  app.get("/origin/v1/assets/:asset/:file", (c) => {
    const found = stored.get(`${c.req.param("asset")}/${c.req.param("file")}`);
    return found === undefined ? c.json({}, 404) : c.body(new Uint8Array(found));
  });
  app.put("/origin/v1/assets/:path{.+}", async (c) => {
    if (edge.failNext > 0) {
      edge.failNext--;
      return c.json({}, 503);
    }
    const path = c.req.param("path");
    if (edge.onAir.has(path.split("/")[0] ?? "") && path.endsWith("/index.json"))
      return c.json(errorBody("asset-on-air", "It is on air."), 409);
    stored.set(path, new Uint8Array(await c.req.arrayBuffer()));
    return c.json({}, 201);
  });
  app.post(routes.assetNotice.pattern, (c) => {
    edge.notices++;
    if (edge.failNotices > 0) {
      edge.failNotices--;
      return c.json({}, 503);
    }
    const { asset } = c.req.param();
    if (!stored.has(`${asset}/index.json`)) return c.json({}, 404);
    edge.told.push(asset);
    return c.json({ asset });
  });
  const opened = await new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, (info) =>
      resolve({ server, port: info.port }),
    );
  });
  const edge: FakeEdge = {
    url: `http://127.0.0.1:${opened.port}`,
    stored,
    objects: new Map(),
    arrived: [],
    answerArrival: () => undefined,
    onAir: new Set(),
    failNext: 0,
    told: [],
    failNotices: 0,
    notices: 0,
    pulls: [],
    admissions: undefined,
    admissionsAsked: 0,
    close: async () => {
      if ("closeAllConnections" in opened.server) opened.server.closeAllConnections();
      await new Promise<void>((resolve) => opened.server.close(() => resolve()));
    },
  };
  return edge;
}
