import { z } from "zod";

/** What a guest was told of an airing, as far as taking it back needs it. */
const Told = z.object({
  title: z.string(),
  start: z.int(),
  end: z.int(),
  name: z.string(),
  timezone: z.string(),
});

/** An address at which an invitation is, or may be. */
const Holder = z.object({
  address: z.string(),
  told: Told,
  /** What the last mail said that surely came there, as one text; absent when none surely did. */
  key: z.string().optional(),
  /** The first mail that went there: later ones are about it. */
  thread: z.string(),
  /** Of a later mail: it is on its way, or its answer was lost. */
  open: z.enum(["sending", "lost"]).optional(),
});
export type Holder = z.infer<typeof Holder>;

/** A mail that is to be sent. */
const Post = z.object({
  kind: z.enum(["request", "cancel"]),
  /** Of the invitation: it makes the mail's id, so the same mail has the same one. */
  sequence: z.int(),
  address: z.string(),
  told: Told,
  key: z.string(),
  /** Of a cancellation. */
  why: z.enum(["cancelled", "removed", "moved"]).optional(),
  writtenMs: z.number(),
  /** In which run of the station's object it began to be sent; "lost" when it may have come. */
  begun: z.string().optional(),
});
export type Post = z.infer<typeof Post>;

/** The invitation of one guest to one airing. The link is a secret. */
export const KnownInvite = z.object({
  name: z.string(),
  /** What it says that matters to the guest, as one text; empty once it is taken back. */
  key: z.string(),
  /** Goes up with each change of that, for good. */
  sequence: z.int(),
  /** When it came to say that (epoch ms). */
  saidMs: z.number(),
  link: z.string(),
  holders: z.array(Holder),
  posts: z.array(Post),
  /** The address that the mail server refused, and at which revision of the event. */
  refused: z.object({ message: z.string(), revision: z.int() }).optional(),
  /** When a mail was last taken. */
  sentMs: z.number().optional(),
  /** Grows with each mail, and spaces the changes. */
  spacedMs: z.number(),
});
export type KnownInvite = z.infer<typeof KnownInvite>;

/** By the entry of the person. */
export const KnownInvites = z.record(z.string(), KnownInvite);
export type KnownInvites = z.infer<typeof KnownInvites>;
