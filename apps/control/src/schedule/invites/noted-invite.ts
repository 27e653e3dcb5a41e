import { present } from "@nonstop/contract/present";
import type { TakenBack, Told } from "@nonstop/invites/mail-words";
import type { Holder, KnownInvite, Post } from "./known-invites.ts";
import type { GuestWish } from "./invites-wish.ts";

/** An invitation after it was noted what it is to say from now on, with the mails that takes. Pure. */
export function notedInvite(
  before: KnownInvite | undefined,
  wish: GuestWish,
  o: { told: Told; link: string; nowMs: number },
): KnownInvite {
  const { key, address, guest } = wish;
  const holders = holdersOf(before);
  // Who was to be told that it is taken back, and was not yet, is not told now.
  const owed = cancelsOf(before).filter((post) => post.begun !== undefined || post.address !== address);
  const mails = new Mails(before, owed, o.nowMs);
  if (address !== undefined) {
    for (const holder of holders) if (holder.address !== address) mails.takeBack(holder, "moved");
    const isThere =
      !owed.some((post) => post.address === address) &&
      holders.some((each) => each.address === address && each.key === key && each.open === undefined);
    if (!isThere) mails.add({ kind: "request", address, told: o.told, key });
  }
  const { presenter } = guest;
  return {
    name: presenter.name,
    key,
    sequence: Math.max(mails.sequence, (before?.sequence ?? -1) + 1),
    saidMs: o.nowMs,
    link: o.link,
    holders,
    posts: mails.posts,
    spacedMs: before?.spacedMs ?? 0,
    ...present({ sentMs: before?.sentMs }),
  };
}

/** An invitation that is mailed once more as it stands, to whom it was. One that is on its way is not doubled. Pure. */
export function sentAgain(before: KnownInvite, nowMs: number): KnownInvite {
  const isComing = before.posts.some(({ kind }) => kind === "request");
  if (before.key === "" || isComing) return before;
  const mails = new Mails(before, cancelsOf(before), nowMs);
  for (const { address, told, key } of before.holders)
    if (key === before.key) mails.add({ kind: "request", address, told, key });
  return { ...before, sequence: mails.sequence, posts: mails.posts };
}

/** An invitation after it was taken back. `mails`: the station sends any. Pure. */
export function takenBack(
  before: KnownInvite,
  why: TakenBack,
  o: { sends: boolean; nowMs: number },
): KnownInvite {
  const mails = new Mails(before, cancelsOf(before), o.nowMs);
  const holders = holdersOf(before);
  if (o.sends) for (const holder of holders) mails.takeBack(holder, why);
  const { refused: _refused, ...rest } = before;
  return {
    ...rest,
    holders,
    key: "",
    sequence: Math.max(mails.sequence, before.sequence + 1),
    saidMs: o.nowMs,
    posts: mails.posts,
  };
}

// An invitation that did not go yet gives way to what is said now.
function cancelsOf(before: KnownInvite | undefined): Post[] {
  return (before?.posts ?? []).filter(({ kind }) => kind === "cancel");
}

// Of an invitation that began to be sent and gives way, nobody will say whether it came.
function holdersOf(before: KnownInvite | undefined): Holder[] {
  const given = before?.posts.filter(({ kind, begun }) => kind === "request" && begun !== undefined) ?? [];
  return (before?.holders ?? []).map((holder) =>
    holder.open === "sending" && given.some(({ address }) => address === holder.address)
      ? { ...holder, open: "lost" }
      : holder,
  );
}

/** Mails to come, each with a sequence of its own. */
class Mails {
  readonly posts: Post[];
  readonly #writtenMs: number;
  sequence: number;

  constructor(before: KnownInvite | undefined, owed: readonly Post[], nowMs: number) {
    this.posts = [...owed];
    this.sequence = before?.sequence ?? -1;
    this.#writtenMs = nowMs;
  }

  add(post: Omit<Post, "sequence" | "writtenMs">): void {
    this.sequence += 1;
    this.posts.push({ ...post, sequence: this.sequence, writtenMs: this.#writtenMs });
  }

  takeBack({ address, told }: Holder, why: TakenBack): void {
    const isComing = this.posts.some((post) => post.kind === "cancel" && post.address === address);
    if (!isComing) this.add({ kind: "cancel", address, told, key: "", why });
  }
}
