/** Scopes without which the station cannot do its work, each with what it is for. */
export const NEEDED_SCOPES: Readonly<Record<string, string>> = {
  "meeting:write:meeting:admin": "make meetings",
  "meeting:update:meeting:admin": "move and rename them",
  "meeting:delete:meeting:admin": "delete them",
  "meeting:read:meeting:admin": "see whether one goes on",
  "meeting:read:list_meetings:admin": "find one that was made and never answered",
  "meeting:read:livestream:admin": "see where a livestream points",
  "meeting:update:livestream:admin": "point a livestream at the station",
  "meeting:update:livestream_status:admin": "start and stop it",
  "meeting:read:invitation:admin": "read the invitation with its numbers to dial in",
  "user:read:user:admin": "see that hosts are licensed, and tell producers a host key",
  "user:read:settings:admin": "see settings that would keep a show off the air",
};

/** Scopes that only let setup and doctor look at more. */
export const HELPFUL_SCOPES: Readonly<Record<string, string>> = {
  "account:read:lock_settings:admin": "see which settings the account has locked",
  "cloud_recording:read:list_recording_files:admin": "ask again for Zoom's own recording of a show",
  "meeting:read:participant:admin": "announce who joins a meeting",
};

export type ScopesVerdict = { missing: string[]; unhelped: string[] };

/** Which scopes a token lacks. `granted` is what came with it, with spaces between. Pure. */
export function missingScopes(granted: string): ScopesVerdict {
  const has = new Set(granted.split(/[\s,]+/));
  const lacking = (scopes: Readonly<Record<string, string>>): string[] =>
    Object.keys(scopes).filter((scope) => !has.has(scope));
  return { missing: lacking(NEEDED_SCOPES), unhelped: lacking(HELPFUL_SCOPES) };
}
