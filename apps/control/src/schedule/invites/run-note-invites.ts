import { guestZone } from "@nonstop/invites/invite";
import type { Told } from "@nonstop/invites/mail-words";
import { guestLink } from "../../guests/guest-token.ts";
import type { EventRecord } from "../events/event-record.ts";
import { withKnown, type EventOutcome } from "../steps/event-outcome.ts";
import type { InviteStation } from "./invite-station.ts";
import type { InviteStep } from "./invite-steps.ts";
import { pageClaims, type GuestWish } from "./invites-wish.ts";
import type { KnownInvites } from "./known-invites.ts";
import { notedInvite, takenBack } from "./noted-invite.ts";

/** Notes what each guest is to be told from now on, and the mails that this takes. */
export async function runNoteInvites(
  { wish, stale }: Extract<InviteStep, { kind: "note-invites" }>,
  record: EventRecord,
  { invites: station, nowMs }: { invites: InviteStation; nowMs: number },
): Promise<EventOutcome> {
  const sends = station.from !== undefined && record.privateFields?.sendInvites !== false;
  const wishes = wish.kind === "none" ? [] : wish.guests;
  const why = wish.kind === "none" ? wish.why : "removed";
  const links = new Map(
    await Promise.all(
      wishes.map(async (each) => [each.guest.person, await linkOf(record, each, station)] as const),
    ),
  );
  const note = (before: KnownInvites): KnownInvites => {
    const after = { ...before };
    for (const person of stale) {
      const known = before[person];
      const guestWish = wishes.find(({ guest }) => guest.person === person);
      const told = guestWish && toldOf(record, guestWish);
      if (guestWish !== undefined && told !== undefined)
        after[person] = notedInvite(known, guestWish, { told, link: links.get(person) ?? "", nowMs });
      else if (known !== undefined) after[person] = takenBack(known, why, { sends, nowMs });
    }
    return after;
  };
  // What was published meanwhile is noted by itself.
  const isSame = (fresh: EventRecord): boolean => sourcesOf(fresh) === sourcesOf(record);
  const apply = withKnown((known) => ({ ...known, invites: note(known.invites ?? {}) }));
  return { kind: "done", apply: (fresh) => (isSame(fresh) ? apply(fresh) : fresh) };
}

async function linkOf(record: EventRecord, { guest }: GuestWish, station: InviteStation): Promise<string> {
  const claims = pageClaims(record, guest, station);
  if (claims === undefined) return record.known.meeting?.joinUrl ?? "";
  return guestLink({ publicUrl: station.origin, secret: station.linkSecret, claims });
}

function toldOf({ airing }: EventRecord, { guest }: GuestWish): Told | undefined {
  if (airing === undefined) return undefined;
  const { title, start, end } = airing;
  const { presenter, timezone } = guest;
  const zone = guestZone({
    guest: { ...presenter, ...(timezone === undefined ? {} : { timezone }) },
    airing,
  });
  return { title, start, end, name: presenter.name, timezone: zone };
}

function sourcesOf({ presence, airing, links, privateFields, guests, known }: EventRecord): string {
  return JSON.stringify([presence, airing, links, privateFields, guests, known.meeting?.joinUrl]);
}
