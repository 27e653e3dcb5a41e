import { createClient } from "contentful";
import { looked, type Part, SetupTrouble, trouble } from "../part.ts";
import type { StationFolder } from "../station-folder.ts";
import { answerOrRefusal, asked, type ContentfulAnswers, type SpaceClient } from "./space-client.ts";

const NAME = "Nonstop";
const SECRET = "CONTENTFUL_CDA_TOKEN";
const DELIVERY_HOST = "cdn.contentful.com";

/** Finds or makes the delivery API key that the station reads with, and tries it. */
export function deliveryKey(
  answers: ContentfulAnswers,
  { client }: SpaceClient,
  folder: StationFolder,
): Part {
  const keep = (token: string): void => folder.keepSecrets({ [SECRET]: token });
  return {
    name: "Contentful: delivery key",
    look: async () => {
      const token = answers.deliveryToken ?? folder.secrets[SECRET];
      if (token !== undefined) {
        const refusal = await tryToken(answers, token);
        if (refusal === undefined) return looked(["it reads the environment"]);
        return trouble({
          what: `Contentful's delivery API does not take the delivery token: ${refusal}`,
          cure: `Write another one (--ask contentful), or take ${SECRET} out of secrets.json: setup then makes one. The key must be for the environment ${answers.environment}.`,
        });
      }
      const { items } = await asked(() => client.apiKey.getMany({ query: { limit: 100 } }));
      const found = items.find(
        ({ name, environments }) =>
          name === nameOf(answers) && environments.some(({ sys }) => sys.id === answers.environment),
      );
      if (found !== undefined)
        return looked(
          [],
          [
            {
              what: `use the delivery API key ${found.name}, which is there`,
              apply: () => Promise.resolve(keep(found.accessToken)),
            },
          ],
        );
      return looked(
        [],
        [
          {
            what: `make a delivery API key ${nameOf(answers)} for the environment ${answers.environment}`,
            apply: async () => keep(await made(answers, client)),
          },
        ],
      );
    },
  };
}

// Names of keys are unique in a space, and an environment may have a station of its own.
const nameOf = ({ environment }: ContentfulAnswers): string =>
  environment === "master" ? NAME : `${NAME} (${environment})`;

async function made(answers: ContentfulAnswers, client: SpaceClient["client"]): Promise<string> {
  const environment = {
    sys: { type: "Link" as const, linkType: "Environment" as const, id: answers.environment },
  };
  const answer = await answerOrRefusal(() =>
    client.apiKey.create(
      {},
      { name: nameOf(answers), description: "What the TV station reads with.", environments: [environment] },
    ),
  );
  if (answer.kind === "answer") return answer.value.accessToken;
  throw new SetupTrouble({
    what: answer.refusal.message,
    cure: `Make a key by hand (Settings, API keys), for the environment ${answers.environment}, and write its delivery token as contentful.deliveryToken.`,
  });
}

/** Why the delivery API refuses a token; undefined when it takes it. */
async function tryToken(answers: ContentfulAnswers, token: string): Promise<string | undefined> {
  const client = createClient({
    space: answers.space,
    environment: answers.environment,
    accessToken: token,
    host: answers.deliveryHost ?? DELIVERY_HOST,
    insecure: answers.insecure === true,
    adapter: "fetch",
    logHandler: () => undefined,
    timeout: 30_000,
  });
  const answer = await answerOrRefusal(() => client.getContentTypes());
  return answer.kind === "answer" ? undefined : answer.refusal.message;
}
