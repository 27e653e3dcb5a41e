import { z } from "zod";
import { EventStatus } from "./events.ts";
import { GuestOfEvent, GuestSeen } from "./guest.ts";
import { Layout } from "./layout.ts";
import { EpochMs } from "./time.ts";

/** What somebody of the programming team does with an event from beside its entry. */
export const Deed = z.discriminatedUnion("deed", [
  z.object({ deed: z.literal("open-rehearsal") }),
  z.object({ deed: z.literal("end-rehearsal") }),
  z.object({ deed: z.literal("change-layout"), layout: Layout }),
  z.object({ deed: z.literal("show-host-key") }),
  /** The links that its guests were given open nothing any more; new ones are made. */
  z.object({ deed: z.literal("new-guest-links") }),
  /** The invitations that were mailed go once more, as they stand. */
  z.object({ deed: z.literal("send-invites") }),
  /** The live input that its meeting sends to gets another key. */
  z.object({ deed: z.literal("new-input-key") }),
]);
export type Deed = z.infer<typeof Deed>;

/**
 * Body of `POST /api/v1/contentful/events/{airing}/deeds`, signed by Contentful. `id` is the page's own, another for each press: the
 * very same request counts once.
 */
export const DeedRequest = z.object({ id: z.string().min(1).max(64), what: Deed });
export type DeedRequest = z.infer<typeof DeedRequest>;

export const DeedName = z.enum([
  "open-rehearsal",
  "end-rehearsal",
  "change-layout",
  "show-host-key",
  "new-guest-links",
  "send-invites",
  "new-input-key",
]);
export type DeedName = z.infer<typeof DeedName>;

/** What became of a deed, for people. The host key is a secret of the event's producers. */
export const DeedAnswer = z.object({ says: z.string(), hostKey: z.string().optional() });
export type DeedAnswer = z.infer<typeof DeedAnswer>;

/** What the station has for people, as it stands in the entry's own fields as well. Secrets of the team. */
export const ForGuests = z.object({
  joinUrl: z.string(),
  passcode: z.string(),
  /** The vendor's own invitation. */
  invitation: z.string(),
  /** The invites of all guests, one after the other. */
  guestInvites: z.string(),
  /** The verdicts of the guests' set-up tests, a line each. */
  guestChecks: z.string(),
});
export type ForGuests = z.infer<typeof ForGuests>;

/** `GET /api/v1/contentful/events/{airing}`, signed by Contentful: all that the app beside an entry shows. */
export const SidebarState = z.object({
  nowMs: EpochMs,
  /** Absent while the station has not heard of the entry: nobody has published it. */
  event: EventStatus.optional(),
  forGuests: ForGuests.partial(),
  /** Who is expected, with their links and what their tests found. */
  guests: z.array(GuestOfEvent),
  /** What the station receives of its meeting; absent when it has none. */
  seen: GuestSeen.optional(),
  /** The newest committed second shows its room. Absent when the channel does not answer. */
  isOnAir: z.boolean().optional(),
  /** What may be done now. */
  deeds: z.array(DeedName),
});
export type SidebarState = z.infer<typeof SidebarState>;
