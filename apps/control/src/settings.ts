import { LiveSource } from "@nonstop/contract/live-input";
import type { LivestreamMargins } from "@nonstop/schedule/livestream-window";
import { z } from "zod";
import type { Subscriber } from "./schedule/ports/subscribers.ts";
import { SubscriberSettings } from "./subscriber-settings.ts";
import { readMailSettings, type MailSettings } from "./mail-settings.ts";
import { isTimezone } from "@nonstop/schedule/wall-time";

/** How Contentful is reached. */
export type ContentfulSettings = {
  space: string;
  environment: string;
  deliveryHost: string;
  managementHost: string;
  insecure: boolean;
  deliveryToken: string;
  managementToken: string;
};

/** How Zoom is reached. */
export type ZoomSettings = {
  apiUrl: string;
  oauthUrl: string;
  accountId: string;
  clientId: string;
  clientSecret: string;
  /** Where livestreams are sent; empty when they are sent elsewhere. */
  rtmpUrl: string;
  /** Makes the marks of our meetings. */
  markSecret: string;
};

/** How Cloudflare Stream is reached. */
export type StreamSettings = { apiUrl: string; account: string; token: string };

/** How its live inputs are made. `markSecret` makes their marks. */
export type LiveInputSettings = StreamSettings & { markSecret: string };

/** How ingest is reached. */
export type IngestSettings = { url: string; token: string };

/** Settings of one vendor, or the names of those that are empty: the station runs on without it. */
export type VendorSettings<T> = { kind: "set"; settings: T } | { kind: "unset"; missing: string[] };

/** All settings and secrets of the schedule side. */
export type Settings = {
  timezone: string;
  /** Where the station may be seen, as a country of two letters; empty when it does not say. What may not be shown there does not air. */
  territory: string;
  /** By how many seconds a show runs over into filler, because its picture is late. */
  upstreamDelaySeconds: number;
  /** When the livestream of a show may be up. */
  margins: LivestreamMargins;
  /** Whether live events may be pulled from this machine, over http; only in development. */
  pullsLocal: boolean;
  /** Empty when it is not set. */
  publicUrl: string;
  meetings: {
    /** Who hosts the meetings of rooms that name no host. */
    host: string;
    rtmpUrl: string;
    resolution: "720p" | "1080p";
    streamKeySecret: string;
  };
  /** What guests' links are signed with; empty when there are none. */
  guestLinkSecret: string;
  contentful: VendorSettings<ContentfulSettings>;
  /** Ours is the space whose webhooks are heard; any when it is empty. */
  space: string;
  environment: string;
  /** Our app beside an entry. Nobody gets in without its secret. */
  contentfulApp: { secret: string; webApp: readonly string[] };
  zoom: VendorSettings<ZoomSettings>;
  stream: VendorSettings<StreamSettings>;
  /** Which videos of Stream come into the library: those with this tag, or all for `*`. */
  streamTag: string;
  liveSource: LiveSource;
  liveInputs: VendorSettings<LiveInputSettings>;
  ingest: IngestSettings;
  mail: VendorSettings<MailSettings>;
  /** Who is told of news. */
  subscribers: readonly Subscriber[];
  /** What webhooks are signed with; a webhook without a secret is refused. */
  hookSecrets: { contentful: string; zoom: string; stream: string; streamNotification: string };
  /** Sentences for the control room about what is wrong or not set up. They hold no value of a setting. */
  warnings: string[];
};

const MAX_UPSTREAM_DELAY_SECONDS = 120;
const PRE_ROLL_SECONDS = 600;
const OVERRUN_SECONDS = 1800;
const MAX_MARGIN_SECONDS = 6 * 3600;

/** Contentful's own pages, in both of its regions. */
const CONTENTFUL_WEB_APP = ["https://app.contentful.com", "https://app.eu.contentful.com"];

const Text = z.string();
const HttpUrl = z.url({ protocol: /^https?$/, error: "is no http or https address" });
const RtmpUrl = z.string().regex(/^rtmps?:\/\/./, "is no rtmp or rtmps address");
const Origins = z
  .string()
  .transform((text) => text.trim().split(/\s+/))
  .pipe(
    z.array(
      z.url({ protocol: /^https?$/, error: "has something else than origins with spaces between them" }),
    ),
  )
  .transform((urls) => urls.map((url) => new URL(url).origin));
const Country = z.string().regex(/^[A-Z]{2}$/, "is no country of two letters such as PT");
const StreamTag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(\*|[a-z0-9][a-z0-9 _-]{0,39})$/, "is no tag, nor * for all videos");
const Timezone = z.string().refine(isTimezone, "is no time zone such as Europe/Lisbon");
// Zoom's picture comes half a minute late at worst: more is a slip of the pen.
const UpstreamDelay = secondsUpTo(MAX_UPSTREAM_DELAY_SECONDS);
// A livestream that is up for longer costs a host and an encoder, and airs nothing.
const Margin = secondsUpTo(MAX_MARGIN_SECONDS);

/** The Worker's settings and secrets as text, by name. */
export type RawSettings = { readonly [name: string]: unknown };

/** Parses all settings. What is empty takes its default; so does what is wrong, with a warning that names it. */
export function parseSettings(raw: RawSettings): Settings {
  const wrong: string[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>, fallback: T): T => {
    const value = raw[name];
    if (value === undefined || value === "") return fallback;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    wrong.push(`The setting ${name} ${parsed.error.issues[0]?.message ?? "is wrong"}. Correct it.`);
    return fallback;
  };
  const text = (name: string, fallback = ""): string => read(name, Text, fallback);
  const url = (name: string, fallback = ""): string => withoutSlash(read(name, HttpUrl, fallback));
  const contentful = {
    CONTENTFUL_SPACE: text("CONTENTFUL_SPACE"),
    CONTENTFUL_CDA_TOKEN: text("CONTENTFUL_CDA_TOKEN"),
    CONTENTFUL_CMA_TOKEN: text("CONTENTFUL_CMA_TOKEN"),
  };
  const liveSource = read("LIVE_SOURCE", LiveSource, "ingest");
  const rtmpUrl = withoutSlash(read("RTMP_URL", RtmpUrl, ""));
  const zoom = {
    ZOOM_ACCOUNT_ID: text("ZOOM_ACCOUNT_ID"),
    ZOOM_CLIENT_ID: text("ZOOM_CLIENT_ID"),
    ZOOM_CLIENT_SECRET: text("ZOOM_CLIENT_SECRET"),
    ZOOM_HOST_USER: text("ZOOM_HOST_USER"),
    // A station without a machine of its own has no such door.
    ...(liveSource === "ingest" ? { RTMP_URL: rtmpUrl } : {}),
    PUBLIC_URL: read("PUBLIC_URL", HttpUrl, ""),
    STREAM_KEY_SECRET: text("STREAM_KEY_SECRET"),
  };
  const stream = {
    STREAM_ACCOUNT_ID: text("STREAM_ACCOUNT_ID"),
    STREAM_API_TOKEN: text("STREAM_API_TOKEN"),
  };
  const streamSettings = {
    apiUrl: url("STREAM_API_URL", "https://api.cloudflare.com/client/v4"),
    account: stream.STREAM_ACCOUNT_ID,
    token: stream.STREAM_API_TOKEN,
  };
  const upstreamDelaySeconds = read("UPSTREAM_DELAY_SECONDS", UpstreamDelay, 0);
  const environment = text("CONTENTFUL_ENVIRONMENT", "master");
  const settings: Settings = {
    timezone: read("STATION_TIMEZONE", Timezone, "UTC"),
    territory: read("STATION_TERRITORY", Country, ""),
    upstreamDelaySeconds,
    margins: {
      preRollSeconds: read("PRE_ROLL_SECONDS", Margin, PRE_ROLL_SECONDS),
      // The end of a show comes late, and must not be cut off.
      overrunSeconds: Math.max(upstreamDelaySeconds, read("OVERRUN_SECONDS", Margin, OVERRUN_SECONDS)),
    },
    pullsLocal: text("PULL_LOCAL") === "1",
    publicUrl: zoom.PUBLIC_URL,
    meetings: {
      host: zoom.ZOOM_HOST_USER,
      rtmpUrl,
      // Zoom is asked for 1080p only where the channel airs it.
      resolution: text("HOUSE_FORMAT") === "ladder" ? "1080p" : "720p",
      streamKeySecret: zoom.STREAM_KEY_SECRET,
    },
    guestLinkSecret: text("GUEST_LINK_SECRET"),
    contentful: unlessEmpty(contentful, {
      space: contentful.CONTENTFUL_SPACE,
      environment,
      deliveryHost: text("CONTENTFUL_CDA_HOST", "cdn.contentful.com"),
      managementHost: text("CONTENTFUL_CMA_HOST", "api.contentful.com"),
      insecure: text("CONTENTFUL_INSECURE") === "true",
      deliveryToken: contentful.CONTENTFUL_CDA_TOKEN,
      managementToken: contentful.CONTENTFUL_CMA_TOKEN,
    }),
    space: contentful.CONTENTFUL_SPACE,
    environment,
    contentfulApp: {
      secret: text("CONTENTFUL_APP_SECRET"),
      webApp: read("CONTENTFUL_WEB_APP", Origins, CONTENTFUL_WEB_APP),
    },
    zoom: unlessEmpty(zoom, {
      apiUrl: url("ZOOM_API_URL", "https://api.zoom.us/v2"),
      oauthUrl: read("ZOOM_OAUTH_URL", HttpUrl, "https://zoom.us/oauth/token"),
      accountId: zoom.ZOOM_ACCOUNT_ID,
      clientId: zoom.ZOOM_CLIENT_ID,
      clientSecret: zoom.ZOOM_CLIENT_SECRET,
      rtmpUrl,
      markSecret: zoom.STREAM_KEY_SECRET,
    }),
    mail: readMailSettings(read),
    stream: unlessEmpty(stream, streamSettings),
    streamTag: read("STREAM_TAG", StreamTag, "nonstop"),
    liveSource,
    liveInputs: unlessEmpty(
      { ...stream, STREAM_KEY_SECRET: zoom.STREAM_KEY_SECRET },
      { ...streamSettings, markSecret: zoom.STREAM_KEY_SECRET },
    ),
    ingest: { url: read("INGEST_URL", HttpUrl, ""), token: text("INGEST_TOKEN") },
    subscribers: read<readonly Subscriber[]>("SUBSCRIBERS", SubscriberSettings, []),
    hookSecrets: {
      contentful: text("CONTENTFUL_WEBHOOK_SECRET"),
      zoom: text("ZOOM_WEBHOOK_SECRET"),
      stream: text("STREAM_WEBHOOK_SECRET"),
      streamNotification: text("STREAM_NOTIFICATION_SECRET"),
    },
    warnings: wrong,
  };
  return { ...settings, warnings: [...wrong, ...unsetWarnings(settings)] };
}

const parsed = new WeakMap<object, Settings>();

/** The settings of a Worker or a Durable Object, parsed once for each `env`. */
export function settingsOf(env: object): Settings {
  const known = parsed.get(env);
  if (known !== undefined) return known;
  const settings = parseSettings({ ...env });
  parsed.set(env, settings);
  return settings;
}

function unlessEmpty<T>(needed: Readonly<Record<string, string>>, settings: T): VendorSettings<T> {
  const missing = Object.keys(needed).filter((name) => needed[name] === "");
  return missing.length > 0 ? { kind: "unset", missing } : { kind: "set", settings };
}

function unsetWarnings({
  contentful,
  zoom,
  stream,
  liveSource,
  liveInputs,
  mail,
  hookSecrets,
}: Settings): string[] {
  const vendors = [
    ["Contentful", contentful],
    ["Zoom", zoom],
    // A station may do without Stream: its webhook says that this one does not.
    // Nor need it send mail: it means to when one of the settings is there.
    ...(mail.kind === "unset" && !mail.missing.includes("SMTP_HOST") ? ([["Mail", mail]] as const) : []),
    ...(hookSecrets.stream === "" || liveSource === "cloudflare-stream"
      ? []
      : ([["Stream", stream]] as const)),
    ...(liveSource === "ingest" ? [] : ([["Stream, which LIVE_SOURCE names,", liveInputs]] as const)),
  ] as const;
  const unset = vendors.flatMap(([name, vendor]) =>
    vendor.kind === "set" ? [] : [`${name} is not set up: ${vendor.missing.join(", ")} is empty.`],
  );
  const hooks = [
    ["Contentful", "CONTENTFUL_WEBHOOK_SECRET", contentful, hookSecrets.contentful],
    ["Zoom", "ZOOM_WEBHOOK_SECRET", zoom, hookSecrets.zoom],
  ] as const;
  const deaf = hooks.flatMap(([name, setting, vendor, secret]) =>
    vendor.kind === "unset" || secret !== ""
      ? []
      : [
          `${name}'s webhooks are refused, and what they tell is found minutes later: ${setting} is empty. Set it.`,
        ],
  );
  return [...unset, ...deaf];
}

function secondsUpTo(most: number): z.ZodType<number> {
  return z.coerce
    .number({ error: "is no number of seconds" })
    .transform((seconds) => Math.min(most, Math.max(0, Math.round(seconds))));
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
