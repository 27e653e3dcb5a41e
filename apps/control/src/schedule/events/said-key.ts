import type { Said } from "../ports/management.ts";

/** What an entry says, or should say, as one text: the same for the same words. */
export function saidKey(said: Said): string {
  const { provisionState, provisionError, provisionWarnings, meetingId, joinUrl, passcode, invitation } =
    said;
  const { guestInvites, guestChecks } = said;
  const hasGuests = guestInvites !== undefined || guestChecks !== undefined;
  return JSON.stringify([
    provisionState,
    provisionError,
    provisionWarnings,
    meetingId,
    joinUrl,
    passcode,
    invitation,
    // Left out where there are none: keys that were kept before there were any stay the same.
    ...(hasGuests ? [guestInvites, guestChecks] : []),
  ]);
}
