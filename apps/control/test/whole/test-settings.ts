// 64 characters: what Contentful signs webhooks with.
const WEBHOOK_SECRET = "0123456789abcdef".repeat(4);

// And another 64: what it signs the requests of our page beside an entry with.
const APP_SECRET = "fedcba9876543210".repeat(4);

/** Settings and secrets of the Worker under test, other than those of its configuration. */
export const TEST_SETTINGS = {
  HOUSE_FORMAT: "360p",
  PUBLIC_URL: "https://station.test",
  INGEST_URL: "http://ingest.test",
  CONTENTFUL_CDA_HOST: "contentful.test",
  CONTENTFUL_CMA_HOST: "contentful.test",
  ZOOM_API_URL: "http://zoom.test/v2",
  STREAM_API_URL: "http://stream.test/client/v4",
  STREAM_ACCOUNT_ID: "account",
  STREAM_TAG: "*",
  STREAM_API_TOKEN: "stream-token",
  STREAM_WEBHOOK_SECRET: "stream-webhook-secret",
  STREAM_NOTIFICATION_SECRET: "notification-secret",
  ZOOM_OAUTH_URL: "http://zoom.test/oauth/token",
  ZOOM_ACCOUNT_ID: "account",
  ZOOM_HOST_USER: "host@station.test",
  ORIGIN_TOKEN_PLAYOUT: "playout-token",
  ORIGIN_TOKEN_INGEST: "ingest-token",
  INGEST_TOKEN: "preview-token",
  STREAM_KEY_SECRET: "stream-key-secret",
  GUEST_LINK_SECRET: "guest-link-secret",
  CONTENTFUL_CDA_TOKEN: "cda-token",
  CONTENTFUL_CMA_TOKEN: "cma-token",
  CONTENTFUL_WEBHOOK_SECRET: WEBHOOK_SECRET,
  CONTENTFUL_APP_SECRET: APP_SECRET,
  ZOOM_CLIENT_ID: "client",
  ZOOM_CLIENT_SECRET: "client-secret",
  ZOOM_WEBHOOK_SECRET: "zoom-webhook-secret",
  PRODUCER_TOKEN: "producer-token",
  OPERATOR_TOKEN: "operator-token",
} satisfies Record<string, string>;
