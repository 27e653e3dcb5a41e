import { createClient, type PlainClientAPI } from "contentful-management";
import type { ContentfulSettings } from "../../settings.ts";
import type { AnswerWatch } from "./answer-watch.ts";
import { clientSettings } from "./client-settings.ts";

/** The official client of the management API, in our space and environment. `watch` hears what it is answered. */
export function managementClient(settings: ContentfulSettings, watch: AnswerWatch): PlainClientAPI {
  return createClient(
    {
      accessToken: settings.managementToken,
      host: settings.managementHost,
      ...clientSettings(settings, watch),
    },
    { type: "plain", defaults: { spaceId: settings.space, environmentId: settings.environment } },
  );
}
