import type { Problem } from "../part.ts";

/** What the API token must be allowed, named as the dashboard names it when a token is made. */
export const PERMISSIONS = {
  scripts: "Account > Workers Scripts > Edit",
  kv: "Account > Workers KV Storage > Edit",
  r2: "Account > Workers R2 Storage > Edit",
  zone: "Zone > Zone > Read",
  dns: "Zone > DNS > Edit",
  routes: "Zone > Workers Routes > Edit",
  rules: "Zone > Config Rules > Edit",
  accessApps: "Account > Access: Apps and Policies > Edit",
  accessTeam: "Account > Access: Organizations, Identity Providers, and Groups > Read",
  stream: "Account > Stream > Edit",
} as const;
export type PermissionName = keyof typeof PERMISSIONS;

const TOKENS_PAGE = "https://dash.cloudflare.com/profile/api-tokens";

/** The problem of a token that lacks a permission, with the box to tick. */
export function lacking(name: PermissionName): Problem {
  return {
    what: `Cloudflare's token lacks ${PERMISSIONS[name]}`,
    cure: `Edit the token at ${TOKENS_PAGE}: add ${PERMISSIONS[name]}, then run setup again.`,
  };
}
