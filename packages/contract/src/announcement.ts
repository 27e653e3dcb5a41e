import { z } from "zod";
import { AiringKind } from "./airing.ts";
import { AiringId, ChannelId } from "./names.ts";
import { ItemKind } from "./rundown.ts";
import { EpochMs, Second } from "./time.ts";
import { Warning } from "./warning.ts";

/** What a subscriber may ask for. */
export const AnnouncementTopic = z.enum(["on-air", "airing", "guest", "trouble"]);
export type AnnouncementTopic = z.infer<typeof AnnouncementTopic>;

/** An airing as it is announced: what the guide shows of it, and its page. */
export const AnnouncedAiring = z.object({
  airing: AiringId,
  title: z.string(),
  kind: AiringKind,
  start: Second,
  end: Second,
  timezone: z.string(),
  presenters: z.array(z.string()),
  page: z.string(),
});
export type AnnouncedAiring = z.infer<typeof AnnouncedAiring>;

const AnnouncedGuest = AnnouncedAiring.pick({ airing: true, title: true, start: true }).extend({
  /** As the meeting shows it. */
  name: z.string(),
});

/** What is on air, as it is announced. */
export const AnnouncedOnAir = z.object({
  channel: ChannelId,
  kind: ItemKind,
  title: z.string(),
  /** The first second of it. */
  since: Second,
  airing: AiringId.optional(),
  end: Second.optional(),
  page: z.string().optional(),
});
export type AnnouncedOnAir = z.infer<typeof AnnouncedOnAir>;

const news = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({ type: z.literal(type), data });

/**
 * What happened, for other programs. A programme that began is announced once, and so is the filler between two of them.
 * `trouble` are warnings that weigh more than a notice and stand for some seconds. Nothing here is a secret.
 */
export const News = z.discriminatedUnion("type", [
  news("on-air.changed", AnnouncedOnAir),
  news("airing.added", AnnouncedAiring),
  news("airing.changed", AnnouncedAiring.extend({ was: AnnouncedAiring })),
  news("airing.withdrawn", AnnouncedAiring),
  news("guest.joined", AnnouncedGuest),
  news("guest.left", AnnouncedGuest),
  news("trouble.began", Warning),
  news("trouble.over", Warning),
  /** Somebody tries whether announcements arrive. */
  news("test", z.object({ message: z.string() })),
]);
export type News = z.infer<typeof News>;

/**
 * Body of a webhook that we send, by the Standard Webhooks specification: its id is the header `webhook-id`, the same in every
 * try, and `webhook-signature` signs both. `timestamp` is when it happened, ISO 8601.
 */
export const Announcement = z.intersection(z.object({ timestamp: z.iso.datetime() }), News);
export type Announcement = z.infer<typeof Announcement>;

/** The topic that news belong to; undefined for a test, which every subscriber is sent. */
export function topicOf({ type }: News): AnnouncementTopic | undefined {
  const [topic] = type.split(".");
  return AnnouncementTopic.options.find((each) => each === topic);
}

/** One who is told. Their address is a secret: the name stands for it. */
export const SubscriberStatus = z.object({
  subscriber: z.string(),
  format: z.enum(["signed", "slack"]),
  topics: z.array(AnnouncementTopic),
  /** How many announcements wait for them. */
  waiting: z.int().min(0),
  deliveredMs: EpochMs.optional(),
  /** Why the newest try failed; absent once one has worked. */
  problem: z.string().optional(),
});
export type SubscriberStatus = z.infer<typeof SubscriberStatus>;

/** `GET /api/v1/subscribers` (producers only). */
export const Subscribers = z.object({ subscribers: z.array(SubscriberStatus) });
export type Subscribers = z.infer<typeof Subscribers>;

/** Answer of `POST /api/v1/subscribers/{subscriber}/test`: a test is on its way. */
export const SubscriberTest = z.object({ subscriber: z.string() });
