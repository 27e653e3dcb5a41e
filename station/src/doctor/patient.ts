/** How Contentful's space is reached. */
export type ContentfulAccess = {
  space: string;
  environment: string;
  managementHost: string;
  deliveryHost: string;
  insecure: boolean;
  managementToken: string;
  deliveryToken: string;
  webhookSecret: string;
};

/** How Zoom's account is reached. */
export type ZoomAccess = {
  accountId: string;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
  hostUser: string;
  apiUrl: string;
  oauthUrl: string;
};

/** How Cloudflare's account is reached. */
export type CloudflareAccess = {
  accountId: string;
  apiToken: string;
  zoneId: string | undefined;
  apiUrl: string | undefined;
};

/**
 * The station that is looked at: its addresses and what opens its doors. What is undefined is not known here, and the checks
 * that need it are skipped.
 */
export type Patient = {
  /** One that is asked by another way than its name: names, certificates and what stands in front of it are not looked at. */
  kind: "local" | "deployed";
  /** Where it is asked. Without a slash at the end. */
  site: string;
  /** Where the vendors' webhooks are sent. */
  publicSite: string;
  ingest: string | undefined;
  channel: string;
  producerToken: string | undefined;
  originToken: string | undefined;
  /** Whether Cloudflare Access stands in front of the control room. */
  hasAccess: boolean;
  contentful: ContentfulAccess | undefined;
  zoom: ZoomAccess | undefined;
  cloudflare: CloudflareAccess | undefined;
};
