import type { MiddlewareHandler } from "hono";
import type { FaultBoard } from "../server/common-routes.ts";
import { failed } from "../stream/envelope.ts";

/** What a token may be allowed, as the dashboard calls it. Each is given to read, or to edit. */
export const PERMISSIONS = [
  "Workers Scripts",
  "Workers KV Storage",
  "Workers R2 Storage",
  "Access: Apps and Policies",
  "Access: Organizations, Identity Providers, and Groups",
  "Zone",
  "DNS",
  "Workers Routes",
  "Config Rules",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Whether the token lacks a permission: all of it ("DNS"), or only the writing ("DNS Edit"). */
export function isLacking(board: FaultBoard, permission: Permission, writes: boolean): boolean {
  const { missingScopes } = board.all.stream;
  return missingScopes.includes(permission) || (writes && missingScopes.includes(`${permission} Edit`));
}

/** Refuses calls for which the token lacks the permission, in the words of most of Cloudflare's products. */
export function needs(board: FaultBoard, permission: Permission): MiddlewareHandler {
  return async (c, next) => {
    if (isLacking(board, permission, c.req.method !== "GET"))
      return failed(403, 10000, "Authentication error");
    await next();
    return undefined;
  };
}
