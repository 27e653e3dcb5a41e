import { notBefore, type Asked, type Step, type Wait } from "../steps/step.ts";
import type { Known } from "../steps/known.ts";
import { triesOf } from "../steps/tries.ts";
import type { KnownInvite } from "./known-invites.ts";
import type { InvitesWish } from "./invites-wish.ts";
import { postDueMs } from "./sent-mail.ts";

/** Steps by which guests are told. */
export type InviteStep =
  | { kind: "note-invites"; wish: Exclude<InvitesWish, { kind: "keep" }>; stale: readonly string[] }
  | MailStep;

/** A step of one mail to one guest. */
export type MailStep =
  | { kind: "begin-mail"; person: string; sequence: number }
  | { kind: "send-mail"; person: string; sequence: number };

/** What is to be noted of the invitations of an event before anything of them is shown or sent. Pure. */
export function noteSteps({ invites, revision, nowMs }: Asked, known: Known): (Step | Wait)[] {
  if (invites.kind === "keep") return [];
  const stale = staleInvites(invites, known, revision);
  if (stale.length === 0) return [];
  const fromMs = invites.kind === "none" ? invites.fromMs : 0;
  return [notBefore(fromMs, { kind: "note-invites", wish: invites, stale }, nowMs)];
}

// The people whose invitation is to say something else than it does.
function staleInvites(wish: InvitesWish, { invites = {} }: Known, revision: number): string[] {
  if (wish.kind === "keep") return [];
  const wanted = new Map(
    wish.kind === "none" ? [] : wish.guests.map(({ guest, key }) => [guest.person, key] as const),
  );
  const changed = [...wanted.keys()].filter((person) =>
    isStale(invites[person], wanted.get(person) ?? "", revision),
  );
  const dropped = Object.keys(invites).filter((person) => invites[person]?.key !== "" && !wanted.has(person));
  return [...changed, ...dropped];
}

/** The next mail of each guest, once it is noted what they are to be told. Pure. */
export function mailSteps(asked: Asked, known: Known): (Step | Wait)[] {
  const { invites: wish, revision, nowMs } = asked;
  const stale = new Set(staleInvites(wish, known, revision));
  return Object.entries(known.invites ?? {}).flatMap(([person, invite]): (Step | Wait)[] => {
    const [post] = invite.posts;
    if (post === undefined || post.told.end * 1000 <= nowMs) return [];
    // An invitation goes as it is meant now, or not at all.
    if (post.kind === "request" && (wish.kind !== "wanted" || stale.has(person))) return [];
    const send: Step = { kind: "send-mail", person, sequence: post.sequence };
    const { dueMs = Infinity } = triesOf(known.tries, send) ?? { dueMs: postDueMs(post, invite) };
    const isNext = post.begun !== undefined || dueMs > nowMs;
    return [isNext ? notBefore(dueMs, send, nowMs) : { ...send, kind: "begin-mail" }];
  });
}

// An address that was refused is tried once more when the event is published again.
function isStale(invite: KnownInvite | undefined, key: string, revision: number): boolean {
  if (invite === undefined || invite.key !== key) return true;
  // An archive keeps no links. It is made anew, and nobody is told of that.
  if (invite.link === "") return true;
  return invite.refused !== undefined && invite.refused.revision !== revision;
}
