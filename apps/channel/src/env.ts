import type { ChannelsEnv } from "@nonstop/door/channel-of";
import type { OriginEnv } from "@nonstop/door/origin-auth";

/** Bindings, settings and secrets of the Worker, as its `wrangler.toml` and its secrets give them. */
export type Env = ChannelsEnv &
  OriginEnv & {
    /** Where the schedule side leaves rundowns: read while the channel was never given one. */
    STATION: KVNamespace;
    MEDIA: R2Bucket;
    HOUSE_FORMAT: string;
  };

/** What Hono's handlers are given. */
export type Bound = { Bindings: Env };
