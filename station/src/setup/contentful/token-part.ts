import { z } from "zod";
import { looked, type Part, type Problem, trouble } from "../part.ts";
import { answerOrRefusal, type ContentfulAnswers, type SpaceClient } from "./space-client.ts";
import { readRights } from "./token-rights.ts";

const Environment = z.object({
  sys: z.object({
    id: z.string(),
    aliasedEnvironment: z.object({ sys: z.object({ id: z.string() }) }).optional(),
  }),
});

/** Looks at the management token, the space, its environment and its locales. It changes nothing. */
export function contentfulToken(answers: ContentfulAnswers, space: SpaceClient): Part {
  const { client } = space;
  return {
    name: "Contentful: token, space and environment",
    look: async () => {
      const user = await answerOrRefusal(() => client.user.getCurrent());
      if (user.kind === "refused") return trouble(tokenProblem(user.refusal.status, user.refusal.message));
      const found = await answerOrRefusal(() => client.space.get({}));
      if (found.kind === "refused") return trouble(spaceProblem(answers.space, found.refusal.message));
      const environment = await answerOrRefusal(() => client.environment.get({}));
      if (environment.kind === "refused")
        return trouble({
          what: `The space has no environment or alias ${answers.environment}: ${environment.refusal.message}`,
          cure: "Write its name as it stands in Settings, Environments, or make it there.",
        });
      const rights = await readRights(answers, client, user.value.sys.id);
      if (rights.problems.length > 0) return trouble(...rights.problems);
      const { sys } = Environment.parse(environment.value);
      const target = sys.aliasedEnvironment?.sys.id;
      const alias = target === undefined ? "" : `, an alias of ${target}`;
      return looked([
        `the space ${answers.space} (${found.value.name}), environment ${answers.environment}${alias}`,
        await localesOf(client),
        ...rights.says,
      ]);
    },
  };
}

const tokenProblem = (status: number | undefined, message: string): Problem =>
  status === 401
    ? {
        what: "Contentful does not know the management token (contentful.managementToken)",
        cure: "Make a personal access token (Settings, CMA tokens) and run setup with --ask contentful. It may have been revoked, or have expired.",
      }
    : { what: message, cure: "Run setup again when Contentful answers." };

const spaceProblem = (space: string, message: string): Problem => ({
  what: `The token does not see the space ${space}: ${message}`,
  cure: "Write the space's id as it stands in Settings, General settings. The token's owner must be a member of the space.",
});

async function localesOf(client: SpaceClient["client"]): Promise<string> {
  const locales = await answerOrRefusal(() => client.locale.getMany({}));
  if (locales.kind === "refused") return "its locales could not be read";
  const codes = locales.value.items.map(({ code }) => code);
  const standard = locales.value.items.find((each) => each.default)?.code ?? codes[0] ?? "none";
  const others = codes.filter((code) => code !== standard);
  return others.length === 0
    ? `its one locale is ${standard}`
    : `its default locale is ${standard}: the station's fields stand there (others: ${others.join(", ")})`;
}
