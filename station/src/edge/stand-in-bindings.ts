import type { HouseFormatName } from "@nonstop/contract/house-format";
import type { LiveSource } from "@nonstop/contract/live-input";
import type { Secrets } from "../secrets.ts";
import type { EdgeBindings } from "./start-edge.ts";

export const CONTENTFUL_SPACE = "nonstop";

/** Where the parts of a station of stand-ins find each other: addresses without a slash at the end. */
export type StandInAddresses = {
  /** Where people find the station. */
  worker: string;
  ingest: string;
  /** Where Zoom sends a meeting's picture, such as `rtmp://127.0.0.1:1935/live`. */
  rtmp: string;
  contentful: string;
  zoom: string;
  stream: string;
  smtp: { host: string; port: number };
};

/** What the vendors' stand-ins and control have to agree on. */
export function vendorSettings(secrets: Secrets): Record<string, string> {
  return {
    CONTENTFUL_SPACE,
    CONTENTFUL_ENVIRONMENT: "master",
    CONTENTFUL_CDA_TOKEN: secrets.CONTENTFUL_CDA_TOKEN,
    CONTENTFUL_CMA_TOKEN: secrets.CONTENTFUL_CMA_TOKEN,
    CONTENTFUL_WEBHOOK_SECRET: secrets.CONTENTFUL_WEBHOOK_SECRET,
    CONTENTFUL_APP_SECRET: secrets.CONTENTFUL_APP_SECRET,
    ZOOM_ACCOUNT_ID: "nonstop-dev",
    ZOOM_HOST_USER: "host@nonstop.example",
    ZOOM_CLIENT_ID: secrets.ZOOM_CLIENT_ID,
    ZOOM_CLIENT_SECRET: secrets.ZOOM_CLIENT_SECRET,
    ZOOM_WEBHOOK_SECRET: secrets.ZOOM_WEBHOOK_SECRET,
    STREAM_WEBHOOK_SECRET: secrets.STREAM_WEBHOOK_SECRET,
    STREAM_NOTIFICATION_SECRET: secrets.STREAM_NOTIFICATION_SECRET,
    SMTP_USER: "nonstop",
    SMTP_PASSWORD: secrets.SMTP_PASSWORD,
  };
}

/** Settings and secrets of the Workers of a station whose vendors are stand-ins. */
export function standInBindings(o: {
  houseFormat: HouseFormatName;
  timezone: string;
  liveSource?: LiveSource;
  /** Who is told of news, as the secret `SUBSCRIBERS` has it. */
  subscribers?: string | undefined;
  secrets: Secrets;
  addresses: StandInAddresses;
}): EdgeBindings {
  const { secrets, addresses, liveSource = "ingest" } = o;
  const ofAll = { CHANNEL: "main", HOUSE_FORMAT: o.houseFormat };
  const contentfulPort = new URL(addresses.contentful).port;
  const ofOrigin = {
    ORIGIN_TOKEN_PLAYOUT: secrets.ORIGIN_TOKEN_PLAYOUT,
    ORIGIN_TOKEN_INGEST: secrets.ORIGIN_TOKEN_INGEST,
  };
  return {
    channel: { ...ofAll, ...ofOrigin, STATION_TIMEZONE: o.timezone },
    viewers: ofAll,
    control: {
      ...ofAll,
      ...ofOrigin,
      ...vendorSettings(secrets),
      SUBSCRIBERS: o.subscribers ?? "",
      SMTP_HOST: addresses.smtp.host,
      SMTP_PORT: String(addresses.smtp.port),
      SMTP_FROM: "Nonstop <station@nonstop.example>",
      PUBLIC_URL: addresses.worker,
      STATION_TIMEZONE: o.timezone,
      LIVE_SOURCE: liveSource,
      // The stand-in for Zoom sends at once, that for Stream keeps some seconds.
      UPSTREAM_DELAY_SECONDS: liveSource === "ingest" ? "0" : "10",
      RTMP_URL: addresses.rtmp,
      INGEST_URL: addresses.ingest,
      // A source to try things with runs on this machine.
      PULL_LOCAL: "1",
      CONTENTFUL_CDA_HOST: new URL(addresses.contentful).host,
      CONTENTFUL_CMA_HOST: new URL(addresses.contentful).host,
      CONTENTFUL_INSECURE: "true",
      // A browser may find the stand-in by another name than the Worker does.
      CONTENTFUL_WEB_APP: ["127.0.0.1", "localhost"]
        .map((host) => `http://${host}:${contentfulPort}`)
        .join(" "),
      ZOOM_API_URL: `${addresses.zoom}/v2`,
      ZOOM_OAUTH_URL: `${addresses.zoom}/oauth/token`,
      STREAM_API_URL: `${addresses.stream}/client/v4`,
      STREAM_ACCOUNT_ID: "nonstop-dev",
      // Whoever uploads a film in the stand-in wants to see it aired.
      STREAM_TAG: "*",
      STREAM_API_TOKEN: secrets.STREAM_API_TOKEN,
      ACCESS_TEAM_DOMAIN: "",
      ACCESS_AUD: "",
      INGEST_TOKEN: secrets.INGEST_TOKEN,
      STREAM_KEY_SECRET: secrets.STREAM_KEY_SECRET,
      GUEST_LINK_SECRET: secrets.GUEST_LINK_SECRET,
      PRODUCER_TOKEN: secrets.PRODUCER_TOKEN,
      OPERATOR_TOKEN: secrets.OPERATOR_TOKEN,
    },
  };
}
