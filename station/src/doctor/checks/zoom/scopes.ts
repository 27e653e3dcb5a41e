import type { Check } from "../../frame/check.ts";
import { bad, good, skipped, type Finding } from "../../frame/finding.ts";
import type { ZoomApi } from "./zoom-api.ts";

/** What the station does at Zoom, by the scope that it takes. */
const NEEDED: Readonly<Record<string, string>> = {
  "meeting:write:meeting:admin": "make meetings",
  "meeting:update:meeting:admin": "move them",
  "meeting:delete:meeting:admin": "delete them",
  "meeting:read:meeting:admin": "see whether they go on",
  "meeting:read:list_meetings:admin": "find its own again",
  "meeting:read:invitation:admin": "read invitations",
  "meeting:read:livestream:admin": "see where a livestream goes",
  "meeting:update:livestream:admin": "point a livestream at the station",
  "meeting:update:livestream_status:admin": "start and stop a livestream",
  "user:read:user:admin": "tell producers the host key, and see licences",
};
/** What only the doctor reads. */
const USEFUL: Readonly<Record<string, string>> = {
  "user:read:settings:admin": "see what a host's settings forbid",
  "account:read:lock_settings:admin": "see what the account has locked",
};

/** Apps from before granular scopes have broad ones instead. */
function isCovered(scope: string, scopes: ReadonlySet<string>): boolean {
  const [subject = "", action = ""] = scope.split(":");
  const broad = `${subject}:${action === "read" ? "read" : "write"}:admin`;
  return scopes.has(scope) || scopes.has(broad);
}

/** What an app's scopes, as its token names them, lack. */
export function judgeScopes(told: string): Finding[] {
  const scopes = new Set(told.split(/[\s,]+/));
  const cure = "Add it to the app in Zoom's App Marketplace (Scopes), and activate the app again.";
  const missing = Object.entries(NEEDED)
    .filter(([scope]) => !isCovered(scope, scopes))
    .map(([scope, what]) => bad(`The app lacks the scope ${scope}: the station cannot ${what}.`, cure));
  const useful = Object.entries(USEFUL)
    .filter(([scope]) => !isCovered(scope, scopes))
    .map(([scope, what]) => skipped(`The app lacks the scope ${scope}, so the doctor cannot ${what}.`));
  if (missing.length > 0) return [...missing, ...useful];
  return [good(`The app has all ${Object.keys(NEEDED).length} scopes that the station needs.`), ...useful];
}

/** Whether the app may do what the station does at Zoom. */
export function scopesCheck(api: ZoomApi): Check {
  return {
    group: "zoom",
    name: "scopes",
    run: async () => {
      const token = await api.token();
      return token.kind === "refused" ? [token.finding] : judgeScopes(token.value.scope);
    },
  };
}
