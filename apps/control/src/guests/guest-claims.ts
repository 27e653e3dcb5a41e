import type { EventRecord } from "../schedule/events/event-record.ts";
import { type GuestClaims, guestLinkExpiry } from "./guest-token.ts";

/**
 * What the link of an event's guest says when it is given out now. `person` is the entry of the guest, if they have one. Undefined
 * while the event stands in no schedule.
 */
export function guestClaims(
  { entry, airing, guests }: EventRecord,
  person: string | undefined,
  margins: { overrunSeconds: number },
): GuestClaims | undefined {
  if (airing === undefined) return undefined;
  const generation = guests?.generation ?? 0;
  return { entry, person, generation, expiresAt: guestLinkExpiry(airing.end, margins) };
}
