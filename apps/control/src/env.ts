import type { ChannelsEnv } from "@nonstop/door/channel-of";
import type { OperatorsEnv } from "@nonstop/door/operator-auth";
import type { OriginEnv } from "@nonstop/door/origin-auth";
import type { ProducerKnown, ProducersEnv } from "@nonstop/door/producer-auth";
import type { ScheduleObject } from "./schedule/schedule-object.ts";

/** What Hono's handlers are given. */
export type Bound = { Bindings: Env; Variables: ProducerKnown };

/** Bindings, settings and secrets of the Worker, as `wrangler.toml` and its secrets give them. */
export type Env = OwnEnv & ChannelsEnv & OperatorsEnv & OriginEnv & ProducersEnv;

type OwnEnv = {
  SCHEDULES: DurableObjectNamespace<ScheduleObject & Rpc.DurableObjectBranded>;
  STATION: KVNamespace;
  MEDIA: R2Bucket;
  ASSETS: Fetcher;
  PUBLIC_READS: RateLimit;

  HOUSE_FORMAT: string;
  STATION_TIMEZONE: string;
  /** The country where the station may be seen, as two letters. What may not be shown there does not air. */
  STATION_TERRITORY: string;
  /** How late a guest's picture usually reaches us, in seconds: shows run over by it, into filler. */
  UPSTREAM_DELAY_SECONDS: string;
  /** The livestream of a show is up from so many seconds before its start until so many after its end. */
  PRE_ROLL_SECONDS: string;
  OVERRUN_SECONDS: string;
  /** "1" lets live events be pulled from this machine, over http; never in a deployment. */
  PULL_LOCAL: string;
  /** Where meetings send: `ingest`, or `cloudflare-stream` for a live input of Stream for each airing. */
  LIVE_SOURCE: string;
  RTMP_URL: string;
  INGEST_URL: string;
  CONTENTFUL_SPACE: string;
  CONTENTFUL_ENVIRONMENT: string;
  CONTENTFUL_CDA_HOST: string;
  CONTENTFUL_CMA_HOST: string;
  CONTENTFUL_INSECURE: string;
  /** Where people edit entries: the origins that may show our page in theirs, separated by spaces. Contentful's when empty. */
  CONTENTFUL_WEB_APP: string;
  ZOOM_API_URL: string;
  ZOOM_OAUTH_URL: string;
  ZOOM_ACCOUNT_ID: string;
  ZOOM_HOST_USER: string;
  STREAM_API_URL: string;
  STREAM_ACCOUNT_ID: string;
  /** Only videos of Stream with this tag come into the library: `nonstop` when empty, `*` for all. */
  STREAM_TAG: string;

  /** The server that takes our mail; empty for a station that sends none. */
  SMTP_HOST: string;
  SMTP_PORT: string;
  SMTP_USER: string;
  /** `Nonstop <tv@example.com>`. */
  SMTP_FROM: string;
  /** "true" for TLS from the first byte, "false" for TLS after the greeting; empty: by the port. */
  SMTP_SECURE: string;

  INGEST_TOKEN: string;
  SMTP_PASSWORD: string;
  /** Who is told of news, as JSON: `[{"name", "url", "format": "signed" | "slack", "secret", "topics"}]`. */
  SUBSCRIBERS: string;
  STREAM_KEY_SECRET: string;
  /** What guests' links are signed with. Without it there are none, and guests go to their meeting alone. */
  GUEST_LINK_SECRET: string;
  CONTENTFUL_CDA_TOKEN: string;
  CONTENTFUL_CMA_TOKEN: string;
  CONTENTFUL_WEBHOOK_SECRET: string;
  /** What Contentful signs the requests of our app beside an entry with: 64 characters. */
  CONTENTFUL_APP_SECRET: string;
  ZOOM_CLIENT_ID: string;
  ZOOM_CLIENT_SECRET: string;
  ZOOM_WEBHOOK_SECRET: string;
  STREAM_API_TOKEN: string;
  /** What Stream signs its webhook with. */
  STREAM_WEBHOOK_SECRET: string;
  /** What Cloudflare's account notifications of live inputs carry. */
  STREAM_NOTIFICATION_SECRET: string;
};
