import { z } from "zod";
import { flavoured } from "./flavour.ts";

/** A name that may stand in a URL path and in an object key. */
const slug = (what: string, most = 63) =>
  z
    .string()
    .regex(
      new RegExp(`^[a-z0-9][a-z0-9-]{0,${most - 1}}$`),
      `${what}: lower-case letters, digits and hyphens, 1 to ${most} of them`,
    );

export const ChannelId = flavoured("channel", slug("channel"));
export type ChannelId = z.infer<typeof ChannelId>;
/** A live room's name (`room-names.ts`): what stands in its stream key and in `/rooms/{room}`. */
export const RoomId = flavoured("room", slug("room", 130));
export type RoomId = z.infer<typeof RoomId>;
/** A lasting encoder's name, as the programming team gives it. */
export const EncoderName = flavoured("encoder", slug("encoder"));
export type EncoderName = z.infer<typeof EncoderName>;
/** As long as the name of a piece may be. */
export const MAX_ASSET_NAME = 63;
export const AssetId = flavoured("asset", slug("asset", MAX_ASSET_NAME));
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

/** A house format by its name and a mark of its decoder parameters, such as `720p-1f0c3a2b`. Addresses of media carry it. */
export const HouseVersion = flavoured("house-version", z.string().regex(/^[a-z0-9]{1,20}-[0-9a-f]{8}$/));
export type HouseVersion = z.infer<typeof HouseVersion>;
