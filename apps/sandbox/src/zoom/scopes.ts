import { isEndpoint } from "../server/endpoint-refusals.ts";

/** The endpoints that the stand-in answers, and the scope that each asks for. */
export const SCOPES = [
  ["POST", "/users/*/meetings", "meeting:write:meeting:admin"],
  ["GET", "/users/*/meetings", "meeting:read:list_meetings:admin"],
  ["GET", "/users/*", "user:read:user:admin"],
  ["GET", "/accounts/*/lock_settings", "account:read:lock_settings:admin"],
  ["GET", "/users/*/settings", "user:read:settings:admin"],
  ["GET", "/meetings/*", "meeting:read:meeting:admin"],
  ["PATCH", "/meetings/*", "meeting:update:meeting:admin"],
  ["DELETE", "/meetings/*", "meeting:delete:meeting:admin"],
  ["GET", "/meetings/*/recordings", "cloud_recording:read:list_recording_files:admin"],
  ["PUT", "/meetings/*/status", "meeting:update:status:admin"],
  ["GET", "/meetings/*/invitation", "meeting:read:invitation:admin"],
  ["GET", "/meetings/*/livestream", "meeting:read:livestream:admin"],
  ["PATCH", "/meetings/*/livestream", "meeting:update:livestream:admin"],
  ["PATCH", "/meetings/*/livestream/status", "meeting:update:livestream_status:admin"],
] as const;

/** Scopes without which Zoom sends no webhooks of a kind. */
const WEBHOOK_SCOPES = ["meeting:read:participant:admin"];

/** All scopes that the app may have. */
export const ALL_SCOPES: readonly string[] = [...SCOPES.map(([, , scope]) => scope), ...WEBHOOK_SCOPES];

/** The scope that a call asks for, when it is one of those that the app lacks. */
export function missingScope(missing: readonly string[], method: string, path: string): string | undefined {
  const scope = SCOPES.find(([of, endpoint]) => of === method && isEndpoint(endpoint, path))?.[2];
  return scope !== undefined && missing.includes(scope) ? scope : undefined;
}
