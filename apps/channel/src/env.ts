import type { ChannelsEnv } from "@nonstop/door/channel-of";
import type { OriginEnv } from "@nonstop/door/origin-auth";

/** Bindings, settings and secrets of the Worker, as its `wrangler.toml` and its secrets give them. */
export type Env = ChannelsEnv &
  OriginEnv & {
    /** The schedule side leaves rundowns here. The channel reads them until it receives one itself. */
    STATION: KVNamespace;
    MEDIA: R2Bucket;
    HOUSE_FORMAT: string;
    /** The zone in which the control room's warnings tell times; UTC when it is empty or none. */
    STATION_TIMEZONE: string;
  };

/** The environment that Hono passes to handlers. */
export type Bound = { Bindings: Env };
