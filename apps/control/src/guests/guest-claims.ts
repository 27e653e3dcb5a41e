import type { EventRecord } from "../schedule/events/event-record.ts";
import { type GuestClaims, guestLinkExpiry } from "./guest-token.ts";

/**
 * What the link of an event's guest says when it is given out now. `person` is the entry of the guest, if they have one. Undefined
 * while the event stands in no schedule.
 */
export function guestClaims(
  { entry, airing, guestLinkGeneration = 0 }: EventRecord,
  person: string | undefined,
  margins: { overrunSeconds: number },
): GuestClaims | undefined {
  if (airing === undefined) return undefined;
  return { entry, person, generation: guestLinkGeneration, expiresAt: guestLinkExpiry(airing.end, margins) };
}
