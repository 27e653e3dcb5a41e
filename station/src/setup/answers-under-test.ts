/** Complete answers for tests, with the changes of one. */
export function answersOf(
  changes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): Record<string, Record<string, unknown>> {
  const whole: Record<string, Record<string, unknown>> = {
    station: {
      host: "tv.example.com",
      ingestHost: "in.example.com",
      timezone: "Europe/Berlin",
      region: "weur",
    },
    contentful: { space: "nonstop", managementToken: "contentful-management-token" },
    zoom: {
      accountId: "zoom-account",
      clientId: "zoom-client",
      clientSecret: "zoom-client-secret",
      webhookSecret: "zoom-webhook-secret",
      hostUser: "host@example.com",
    },
    cloudflare: { accountId: "cf-account", apiToken: "cloudflare-api-token", zone: "example.com" },
  };
  for (const [group, change] of Object.entries(changes)) whole[group] = { ...whole[group], ...change };
  return whole;
}
