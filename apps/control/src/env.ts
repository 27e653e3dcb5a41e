import type { Channel } from "./edge/channel.ts";
import type { Schedule } from "./schedule/schedule.ts";

/** Bindings, settings and secrets of the Worker, as `wrangler.toml` and its secrets give them. */
export type Env = {
  CHANNELS: DurableObjectNamespace<Channel>;
  SCHEDULES: DurableObjectNamespace<Schedule>;
  STATION: KVNamespace;
  MEDIA: R2Bucket;
  ASSETS: Fetcher;
  /** Counters by address (`src/edge/rate-limits.ts`). */
  PUBLIC_READS: RateLimit;
  SIGN_INS: RateLimit;

  CHANNEL: string;
  HOUSE_FORMAT: string;
  STATION_TIMEZONE: string;
  /** How late a guest's picture usually reaches us, in seconds: shows run over by it, into filler. */
  UPSTREAM_DELAY_SECONDS: string;
  /** "1" lets live events be pulled from this machine, over http; never in a deployment. */
  PULL_LOCAL: string;
  PUBLIC_URL: string;
  RTMP_URL: string;
  INGEST_URL: string;
  CONTENTFUL_SPACE: string;
  CONTENTFUL_ENVIRONMENT: string;
  CONTENTFUL_CDA_HOST: string;
  CONTENTFUL_CMA_HOST: string;
  CONTENTFUL_INSECURE: string;
  ZOOM_API_URL: string;
  ZOOM_OAUTH_URL: string;
  ZOOM_ACCOUNT_ID: string;
  ZOOM_HOST_USER: string;
  STREAM_API_URL: string;
  STREAM_ACCOUNT_ID: string;
  ACCESS_TEAM_DOMAIN: string;
  ACCESS_AUD: string;

  // These open doors: one that was never set must open none.
  ORIGIN_TOKEN_PLAYOUT: string | undefined;
  ORIGIN_TOKEN_INGEST: string | undefined;
  /** Left out where Cloudflare Access says who is a producer. */
  PRODUCER_TOKEN: string | undefined;
  INGEST_TOKEN: string;
  STREAM_KEY_SECRET: string;
  CONTENTFUL_CDA_TOKEN: string;
  CONTENTFUL_CMA_TOKEN: string;
  CONTENTFUL_WEBHOOK_SECRET: string;
  ZOOM_CLIENT_ID: string;
  ZOOM_CLIENT_SECRET: string;
  ZOOM_WEBHOOK_SECRET: string;
  STREAM_API_TOKEN: string;
  /** What Stream signs its webhook with. */
  STREAM_WEBHOOK_SECRET: string;
  /** What Cloudflare's account notifications of live inputs carry. */
  STREAM_NOTIFICATION_SECRET: string;
};
