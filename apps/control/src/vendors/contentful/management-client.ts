import { createClient, type PlainClientAPI } from "contentful-management";
import type { ContentfulSettings } from "../../settings.ts";
import { VENDOR_TIMEOUT_MS } from "../patience.ts";
import type { AnswerWatch } from "./answer-watch.ts";

/** The official client of the management API, in our space and environment. `watch` hears what it is answered. */
export function managementClient(settings: ContentfulSettings, watch: AnswerWatch): PlainClientAPI {
  return createClient(
    {
      accessToken: settings.managementToken,
      host: settings.managementHost,
      insecure: settings.insecure,
      adapter: "fetch",
      retryOnError: false,
      timeout: VENDOR_TIMEOUT_MS,
      logHandler: () => undefined,
      responseLogger: watch.responseLogger,
    },
    { type: "plain", defaults: { spaceId: settings.space, environmentId: settings.environment } },
  );
}
