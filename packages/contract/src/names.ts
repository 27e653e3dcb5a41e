import { z } from "zod";
import { flavoured } from "./flavour.ts";

/** A name that may stand in a URL path and in an object key. */
const slug = (what: string) =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, `${what}: lower-case letters, digits and hyphens, 1 to 63 of them`);

export const ChannelId = flavoured("channel", slug("channel"));
export type ChannelId = z.infer<typeof ChannelId>;
/** A live room's name: what stands in the RTMP URL and in `/rooms/{room}`. */
export const RoomId = flavoured("room", slug("room"));
export type RoomId = z.infer<typeof RoomId>;
export const AssetId = flavoured("asset", slug("asset"));
export type AssetId = z.infer<typeof AssetId>;
/** A Contentful entry id names its airing. */
export const AiringId = flavoured(
  "airing",
  z.string().regex(/^[a-zA-Z0-9-_.]{1,64}$/, "airing: 1 to 64 of letters, digits, - _ ."),
);
export type AiringId = z.infer<typeof AiringId>;
/** A rung of the ladder (`v720`) or `audio`. */
export const RenditionId = flavoured("rendition", z.string().regex(/^(v\d{3,4}|audio)$/));
export type RenditionId = z.infer<typeof RenditionId>;
