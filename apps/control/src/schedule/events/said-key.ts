import type { Said } from "../ports/management.ts";

/** What an entry says, or should say, as one text: the same for the same words. */
export function saidKey(said: Said): string {
  const { provisionState, provisionError, provisionWarnings, meetingId, joinUrl, passcode, invitation } =
    said;
  return JSON.stringify([
    provisionState,
    provisionError,
    provisionWarnings,
    meetingId,
    joinUrl,
    passcode,
    invitation,
  ]);
}
