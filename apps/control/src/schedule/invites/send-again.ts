import type { AiringId } from "@nonstop/contract/names";
import { secondOf } from "@nonstop/contract/time";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import { withKnown } from "../steps/event-outcome.ts";
import { sentAgain } from "./noted-invite.ts";

/** `guests`: to how many it goes once more. */
export type SendAgainOutcome = { kind: "asked"; guests: number } | { kind: "unknown-event" };

/** Whether invitations to an event were mailed, and it is still to come. */
export function canSendAgain({ presence, airing, known }: EventRecord, nowMs: number): boolean {
  if (presence !== "published" || airing === undefined || airing.end <= secondOf(nowMs)) return false;
  return Object.values(known.invites ?? {}).some(
    ({ key, holders }) => key !== "" && holders.some((holder) => holder.key === key),
  );
}

/** Has the invitations to an event mailed once more, as they stand. */
export function sendInvitesAgain(
  events: Pick<EventStore, "read" | "write">,
  airing: AiringId,
  nowMs: number,
): SendAgainOutcome {
  const record = events.read(airing);
  if (record === undefined) return { kind: "unknown-event" };
  if (!canSendAgain(record, nowMs)) return { kind: "asked", guests: 0 };
  const invites = Object.entries(record.known.invites ?? {}).map(
    ([person, invite]) => [person, sentAgain(invite, nowMs)] as const,
  );
  const again = Object.fromEntries(invites);
  const guests = invites.filter(([person, invite]) => invite !== record.known.invites?.[person]).length;
  const changed = withKnown((known) => ({ ...known, invites: again }))(record);
  events.write({ ...changed, dueMs: nowMs });
  return { kind: "asked", guests };
}
