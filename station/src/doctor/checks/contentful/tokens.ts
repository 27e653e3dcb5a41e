import type { Check } from "../../frame/check.ts";
import { good } from "../../frame/finding.ts";
import type { ContentfulAccess } from "../../patient.ts";
import { deliveryClient, hear, managementClient } from "./clients.ts";

const NEW_CMA =
  "Make a personal access token of an admin of the space (Settings, CMA tokens), and run setup again with it.";
const NEW_CDA =
  "Give the delivery token of this space and environment (Settings, API keys: tick the environment), and run setup again.";

/** Whether the two tokens may do what the station does with them. Writing is tried by the webhook's check. */
export function tokensCheck(access: ContentfulAccess): Check {
  const { space, environment } = access;
  return {
    group: "contentful",
    name: "tokens",
    run: async () => {
      const management = managementClient(access);
      const delivery = deliveryClient(access);
      const ofSpace = `Check the space's id (${space}) and the token. ${NEW_CMA}`;
      const heard = await Promise.all([
        hear("read the space with the management token", ofSpace, () => management.space.get({})),
        hear(
          `read the environment ${environment}`,
          `Check the environment's name, and that the token's user has a role in it. ${NEW_CMA}`,
          () => management.environment.get({}),
        ),
        hear("read content types", NEW_CMA, () => management.contentType.getMany({ query: { limit: 1 } })),
        hear("read drafts", NEW_CMA, () => management.entry.getMany({ query: { limit: 1 } })),
        hear("read webhooks", `The token's user must be an admin of the space. ${NEW_CMA}`, () =>
          management.webhook.getMany({}),
        ),
        hear("read published entries with the delivery token", NEW_CDA, () =>
          delivery.getEntries({ limit: 1 }),
        ),
        hear(
          "read the content type event with the delivery token",
          `Run setup: it makes the content model. ${NEW_CDA}`,
          () => delivery.getContentType("event"),
        ),
      ]);
      const refused = heard.flatMap((one) => (one.kind === "refused" ? [one.finding] : []));
      if (refused.length > 0) return refused;
      return [good(`Both tokens reach the space ${space}, environment ${environment}.`)];
    },
  };
}
