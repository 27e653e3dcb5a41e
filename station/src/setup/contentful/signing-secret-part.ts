import { z } from "zod";
import { looked, type Part, SetupTrouble, trouble } from "../part.ts";
import type { StationFolder } from "../station-folder.ts";
import { answerOrRefusal, asked, type SpaceClient } from "./space-client.ts";

const SECRET = "CONTENTFUL_WEBHOOK_SECRET";
const Redacted = z.object({ redactedValue: z.string() });

/**
 * Sets the secret that the space signs its webhooks with. There is one for the whole space, and other apps may know it: one that is
 * there is never replaced.
 */
export function signingSecret({ client }: SpaceClient, folder: StationFolder): Part {
  return {
    name: "Contentful: signing secret",
    look: async () => {
      const answer = await answerOrRefusal(() => client.webhook.getSigningSecret({}));
      if (answer.kind === "refused" && answer.refusal.status !== 404) throw answer.refusal;
      const ours = folder.secrets[SECRET];
      if (answer.kind === "refused")
        return looked(
          [],
          [{ what: "set the space's signing secret for webhooks", apply: () => setSecret(client, folder) }],
        );
      const shown = Redacted.parse(answer.value).redactedValue;
      if (ours !== undefined && shown !== "" && ours.endsWith(lastOf(shown)))
        return looked(["the space signs its webhooks with our secret"]);
      return trouble({
        what: `The space has a signing secret already (it ends with ${lastOf(shown)}) and it is not the station's. Other apps may use it, so setup does not replace it`,
        cure: `If you have it, write it as ${SECRET} into secrets.json of the station's folder. If nobody uses it, remove it (Settings, Webhooks, Settings), and run setup again.`,
      });
    },
  };
}

const lastOf = (redacted: string): string => redacted.slice(-4);

async function setSecret(client: SpaceClient["client"], folder: StationFolder): Promise<void> {
  const value = folder.secrets[SECRET];
  if (value === undefined)
    throw new SetupTrouble({ what: `There is no ${SECRET}`, cure: "Run setup again: it makes one." });
  // Somebody may have set one since we looked.
  const there = await answerOrRefusal(() => client.webhook.getSigningSecret({}));
  if (there.kind === "answer")
    throw new SetupTrouble({
      what: "The space has got a signing secret meanwhile",
      cure: "Run setup again: it says what to do.",
    });
  if (there.refusal.status !== 404) throw there.refusal;
  await asked(() => client.webhook.upsertSigningSecret({}, { value }));
}
