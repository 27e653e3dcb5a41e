import type { ChannelsEnv } from "@nonstop/door/channel-of";

/** Bindings and settings of the Worker, as its `wrangler.toml` gives them. It holds no secret. */
export type Env = ChannelsEnv & { MEDIA: R2Bucket; MEDIA_READS: RateLimit; HOUSE_FORMAT: string };

/** The environment that Hono passes to handlers. */
export type Bound = { Bindings: Env };
