import type { Holder, KnownInvite, Post } from "./known-invites.ts";

/** Changes of an invitation are mailed once in so long; the first ones at once. */
const SPACING_MS = 600_000;
const AT_ONCE = 4;

/** In the place of a run: a mail that began, and of which nobody will say whether it came. */
const LOST = "lost";

/** When the next mail of an invitation may go (epoch ms). What is taken back is told at once. Pure. */
export function postDueMs({ kind }: Post, { spacedMs }: KnownInvite): number {
  return kind === "cancel" ? 0 : spacedMs - (AT_ONCE - 1) * SPACING_MS;
}

/** An invitation of which a mail is being sent in this run of the object: from here on the server may have it. Pure. */
export function begun(
  invite: KnownInvite,
  post: Post,
  { messageId, run }: { messageId: string; run: string },
): KnownInvite {
  const begins = withBegun(invite, post, run);
  if (post.kind === "cancel") return begins;
  const { address, told } = post;
  const { open = "sending", ...holder } = holderAt(invite, address) ?? { address, thread: messageId };
  return { ...begins, holders: [...othersThan(invite, address), { ...holder, told, open }] };
}

/** An invitation of which a mail was taken. Pure. */
export function taken(
  invite: KnownInvite,
  post: Post,
  { messageId, nowMs }: { messageId: string; nowMs: number },
): KnownInvite {
  const { address, told, key } = post;
  const others = othersThan(invite, address);
  const { thread } = holderAt(invite, address) ?? { thread: messageId };
  return {
    ...without(invite, post),
    holders: post.kind === "request" ? [...others, { address, told, key, thread }] : others,
    sentMs: nowMs,
    spacedMs: Math.max(invite.spacedMs, nowMs) + SPACING_MS,
  };
}

/** An invitation of which a mail was not taken. It is sent again unless `isOver`. Pure. */
export function notTaken(
  invite: KnownInvite,
  post: Post,
  { isOver, refused, run }: { isOver: boolean; refused?: KnownInvite["refused"]; run: string },
): KnownInvite {
  // One whose answer was lost, or that began in an earlier run, may have come then, whatever is said of it now.
  const isSure = post.begun === run;
  const tried = isSure ? invite : maybeTaken(invite, post);
  const left = isOver ? without(tried, post) : isSure ? withBegun(tried, post, undefined) : tried;
  const next = refused === undefined ? left : { ...left, refused };
  const others = othersThan(next, post.address);
  if (post.kind === "cancel") return isOver ? { ...next, holders: others } : next;
  const holder = holderAt(next, post.address);
  if (holder?.open !== "sending") return next;
  const { open: _open, ...rest } = holder;
  if (rest.key !== undefined) return { ...next, holders: [...others, rest] };
  // Who never had it need not be told that it is taken back.
  const owed = next.posts.filter(({ kind, address }) => kind === "request" || address !== post.address);
  return { ...next, holders: others, posts: owed };
}

/** An invitation of which a mail may have come: its answer was lost. Pure. */
export function maybeTaken(invite: KnownInvite, post: Post): KnownInvite {
  const given = withBegun(invite, post, LOST);
  const holder = holderAt(given, post.address);
  if (post.kind === "cancel" || holder === undefined) return given;
  return { ...given, holders: [...othersThan(given, post.address), { ...holder, open: "lost" }] };
}

function withBegun(invite: KnownInvite, { sequence }: Post, run: string | undefined): KnownInvite {
  const posts = invite.posts.map((each) => {
    if (each.sequence !== sequence) return each;
    const { begun: _begun, ...waiting } = each;
    return run === undefined ? waiting : { ...waiting, begun: run };
  });
  return { ...invite, posts };
}

function holderAt({ holders }: KnownInvite, address: string): Holder | undefined {
  return holders.find((holder) => holder.address === address);
}

function othersThan({ holders }: KnownInvite, address: string): Holder[] {
  return holders.filter((holder) => holder.address !== address);
}

function without(invite: KnownInvite, { sequence }: Post): KnownInvite {
  return { ...invite, posts: invite.posts.filter((post) => post.sequence !== sequence) };
}
