import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import type { FaultBoard } from "../server/common-routes.ts";
import { faultPages } from "../server/fault-page.ts";
import { faultyApi } from "../server/faults.ts";
import type { World } from "../server/world.ts";
import { failed, ok, refusalAnswer } from "../stream/envelope.ts";
import { accessRoutes, organizationRoutes } from "./access-routes.ts";
import { objectId, openAccount } from "./account-state.ts";
import { CLOUDFLARE_FAULTS } from "./fault-choices.ts";
import { kvRoutes } from "./kv-routes.ts";
import { needs } from "./permissions.ts";
import { r2Routes } from "./r2-routes.ts";
import { rulesetRoutes } from "./ruleset-routes.ts";
import { domainRoutes, routeRoutes, scriptRoutes } from "./worker-routes.ts";
import { uploadRoutes } from "./upload-routes.ts";
import { dnsRoutes, zoneRoutes } from "./zone-routes.ts";

export type CloudflareOptions = {
  world: Pick<World, "nowMs" | "keep">;
  board: FaultBoard;
  token: string;
  account: string;
  /** The account's one domain at first. */
  zone: string;
};

/** Cloudflare's API without Stream, below `/client/v4`: what setup and doctor ask of an account and its zone. */
export function cloudflareApi(o: CloudflareOptions): { app: Hono; close: () => void } {
  const { board, account } = o;
  const kept = openAccount(o.world, o.zone);
  const api = new Hono();
  const faulty = faultyApi(() => board.all.stream, refusalAnswer);
  const tokenId = objectId();
  api.get("/user/tokens/verify", (c) => {
    const header = c.req.header("authorization") ?? "";
    if (!/^Bearer [\x21-\x7E]+$/.test(header)) return failed(400, 6003, "Invalid request headers");
    if (header !== `Bearer ${o.token}`) return failed(401, 1000, "Invalid API Token");
    return ok({ id: tokenId, status: "active" });
  });
  const inAccount = `/accounts/${account}`;
  const mount = (base: string, permission: Parameters<typeof needs>[1] | undefined, routes: Hono): void => {
    for (const path of [base, `${base}/*`]) {
      api.use(path, authenticated(o.token));
      api.use(path, faulty);
      if (permission !== undefined) api.use(path, needs(board, permission));
    }
    api.route(base, routes);
  };
  mount(`${inAccount}/storage/kv/namespaces`, "Workers KV Storage", kvRoutes(kept));
  mount(`${inAccount}/r2/buckets`, "Workers R2 Storage", r2Routes(kept, o.world.nowMs));
  const workers = new Hono()
    .route("/scripts", scriptRoutes(kept, o.world.nowMs))
    .route("/domains", domainRoutes(kept))
    .route("/", uploadRoutes(kept, o.world.nowMs));
  mount(`${inAccount}/workers`, "Workers Scripts", workers);
  mount(`${inAccount}/access/apps`, "Access: Apps and Policies", accessRoutes(kept));
  mount(
    `${inAccount}/access/organizations`,
    "Access: Organizations, Identity Providers, and Groups",
    organizationRoutes(kept),
  );
  mount("/zones", undefined, zoneRoutes({ kept, board, account }));
  for (const { id } of kept.value.zones) {
    mount(`/zones/${id}/dns_records`, "DNS", dnsRoutes(kept, id));
    mount(`/zones/${id}/workers/routes`, "Workers Routes", routeRoutes(kept, id));
    mount(`/zones/${id}/rulesets`, "Config Rules", rulesetRoutes(kept, id, o.world.nowMs));
  }
  const app = new Hono().route("/client/v4", api).route("/", faultPages(board, CLOUDFLARE_FAULTS));
  return { app, close: () => kept.flush() };
}

/** Lets the account's token through. */
function authenticated(token: string): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.header("authorization") !== `Bearer ${token}`)
      return failed(403, 10000, "Authentication error");
    await next();
    return undefined;
  };
}
