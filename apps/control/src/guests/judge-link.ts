import type { Second } from "@nonstop/contract/time";
import type { EventRecord } from "../schedule/events/event-record.ts";
import { type GuestClaims, guestLinkExpiry } from "./guest-token.ts";

/** What a guest's link is good for now, which only the schedule knows. */
export type LinkJudgement = { kind: "good"; record: EventRecord } | { kind: "expired" | "revoked" };

/**
 * Judges a link that we signed. A show that moves to a later time takes its links along: they were sent for the show, and end with
 * it. A person who is no longer in the show has no business in its meeting.
 */
export function judgeLink(
  claims: GuestClaims,
  record: EventRecord | undefined,
  o: { overrunSeconds: number; second: Second },
): LinkJudgement {
  const { airing, event, presence, guests } = record ?? {};
  const end = airing?.end ?? event?.end;
  const until = Math.max(claims.expiresAt, end === undefined ? 0 : guestLinkExpiry(end, o));
  if (o.second >= until) return { kind: "expired" };
  if (record === undefined || presence === "deleted") return { kind: "revoked" };
  if (claims.generation !== (guests?.generation ?? 0)) return { kind: "revoked" };
  const isExpected = claims.person === undefined || event?.presenters.includes(claims.person) === true;
  return isExpected ? { kind: "good", record } : { kind: "revoked" };
}
