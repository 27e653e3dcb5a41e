import type { Check } from "../../frame/check.ts";
import { bad, good, skipped, type Finding } from "../../frame/finding.ts";
import { HELPFUL_SCOPES, NEEDED_SCOPES } from "../../../setup/zoom/scopes.ts";
import type { ZoomApi } from "./zoom-api.ts";

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
  const missing = Object.entries(NEEDED_SCOPES)
    .filter(([scope]) => !isCovered(scope, scopes))
    .map(([scope, what]) => bad(`The app lacks the scope ${scope}: the station cannot ${what}.`, cure));
  const useful = Object.entries(HELPFUL_SCOPES)
    .filter(([scope]) => !isCovered(scope, scopes))
    .map(([scope, what]) => skipped(`The app lacks the scope ${scope}, so nobody can ${what}.`));
  if (missing.length > 0) return [...missing, ...useful];
  return [
    good(`The app has all ${Object.keys(NEEDED_SCOPES).length} scopes that the station needs.`),
    ...useful,
  ];
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
