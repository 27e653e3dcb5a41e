import { z } from "zod";
import { EpochMs } from "./time.ts";

/** The invitation of one guest, as it is mailed or copied. Its link is a secret, and so is the address. */
export const GuestInvite = z.object({
  /** The entry of the person. */
  person: z.string(),
  name: z.string(),
  /** Where it is mailed; absent when the person has no mail address. */
  address: z.string().optional(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** For a calendar. */
  ics: z.string(),
  /** `none`: it is not mailed, but copied. */
  mail: z.enum(["sent", "waiting", "refused", "none"]),
  sentAtMs: EpochMs.optional(),
});
export type GuestInvite = z.infer<typeof GuestInvite>;

/** `GET /api/v1/events/{airing}/invites` (producers only): the invitations of an event's guests, in the order of its presenters. */
export const InvitesAnswer = z.object({ invites: z.array(GuestInvite) });
export type InvitesAnswer = z.infer<typeof InvitesAnswer>;
