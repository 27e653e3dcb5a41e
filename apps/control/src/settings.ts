import type { Env } from "./env.ts";
import type { EventHouse } from "./schedule/events/event-fields.ts";

export type ContentfulSettings = {
  space: string;
  environment: string;
  deliveryHost: string;
  managementHost: string;
  insecure: boolean;
  deliveryToken: string;
  managementToken: string;
};

type LivestreamResolution = "720p" | "1080p";

export type ZoomSettings = {
  apiUrl: string;
  oauthUrl: string;
  accountId: string;
  clientId: string;
  clientSecret: string;
  hostUser: string;
  rtmpUrl: string;
  pageUrl: string;
  resolution: LivestreamResolution;
  streamKeySecret: string;
};

export type StreamSettings = { apiUrl: string; account: string; token: string };

/** Settings of one vendor, or the names of those that are empty: the station runs on without it. */
export type VendorSettings<T> = { kind: "set"; settings: T } | { kind: "unset"; missing: string[] };

/** How Contentful is reached. */
export function contentfulSettings(env: Env): VendorSettings<ContentfulSettings> {
  return unlessMissing(env, ["CONTENTFUL_SPACE", "CONTENTFUL_CDA_TOKEN", "CONTENTFUL_CMA_TOKEN"], {
    space: env.CONTENTFUL_SPACE,
    environment: env.CONTENTFUL_ENVIRONMENT || "master",
    deliveryHost: env.CONTENTFUL_CDA_HOST || "cdn.contentful.com",
    managementHost: env.CONTENTFUL_CMA_HOST || "api.contentful.com",
    insecure: env.CONTENTFUL_INSECURE === "true",
    deliveryToken: env.CONTENTFUL_CDA_TOKEN,
    managementToken: env.CONTENTFUL_CMA_TOKEN,
  });
}

const ZOOM_NAMES = [
  "ZOOM_ACCOUNT_ID",
  "ZOOM_CLIENT_ID",
  "ZOOM_CLIENT_SECRET",
  "ZOOM_HOST_USER",
  "RTMP_URL",
  "PUBLIC_URL",
  "STREAM_KEY_SECRET",
] as const;

/** How Zoom is reached, and where its livestreams are pointed. */
export function zoomSettings(env: Env): VendorSettings<ZoomSettings> {
  return unlessMissing(env, ZOOM_NAMES, {
    apiUrl: (env.ZOOM_API_URL || "https://api.zoom.us/v2").replace(/\/+$/, ""),
    oauthUrl: env.ZOOM_OAUTH_URL || "https://zoom.us/oauth/token",
    accountId: env.ZOOM_ACCOUNT_ID,
    clientId: env.ZOOM_CLIENT_ID,
    clientSecret: env.ZOOM_CLIENT_SECRET,
    hostUser: env.ZOOM_HOST_USER,
    rtmpUrl: (env.RTMP_URL ?? "").replace(/\/+$/, ""),
    pageUrl: env.PUBLIC_URL,
    resolution: livestreamResolution(env),
    streamKeySecret: env.STREAM_KEY_SECRET,
  });
}

/** How Cloudflare Stream is reached. A station may do without. */
export function streamSettings(env: Env): VendorSettings<StreamSettings> {
  return unlessMissing(env, ["STREAM_ACCOUNT_ID", "STREAM_API_TOKEN"], {
    apiUrl: (env.STREAM_API_URL || "https://api.cloudflare.com/client/v4").replace(/\/+$/, ""),
    account: env.STREAM_ACCOUNT_ID,
    token: env.STREAM_API_TOKEN,
  });
}

/** The picture Zoom is asked to send: 1080p only where the house airs it. */
export function livestreamResolution(env: { HOUSE_FORMAT: string }): LivestreamResolution {
  return env.HOUSE_FORMAT === "ladder" ? "1080p" : "720p";
}

/** Sentences for the control room about what is not set up. */
export function settingWarnings(env: Env): string[] {
  const vendors = [
    ["Contentful", contentfulSettings(env)],
    ["Zoom", zoomSettings(env)],
    ...(env.STREAM_WEBHOOK_SECRET ? ([["Stream", streamSettings(env)]] as const) : []),
  ] as const;
  return vendors.flatMap(([name, vendor]) =>
    vendor.kind === "set" ? [] : [`${name} is not set up: ${vendor.missing.join(", ")} is empty.`],
  );
}

function unlessMissing<T>(env: Env, names: readonly (keyof Env)[], settings: T): VendorSettings<T> {
  const missing = names.filter((name) => !env[name]);
  return missing.length > 0 ? { kind: "unset", missing } : { kind: "set", settings };
}

/** What the station adds to its events. */
export function eventHouse(env: Env): EventHouse {
  return { stationTimezone: env.STATION_TIMEZONE || "UTC", pullsLocal: env.PULL_LOCAL === "1" };
}

/** Where Zoom's picture comes half a minute late at worst, more is a slip of the pen. */
const MOST_UPSTREAM_DELAY_SECONDS = 120;

/** By how many seconds a show runs over into filler: 0 unless set, and never beyond reason. */
export function upstreamDelaySeconds(env: Env): number {
  const seconds = Number(env.UPSTREAM_DELAY_SECONDS ?? "0");
  return Number.isFinite(seconds)
    ? Math.min(MOST_UPSTREAM_DELAY_SECONDS, Math.max(0, Math.round(seconds)))
    : 0;
}
