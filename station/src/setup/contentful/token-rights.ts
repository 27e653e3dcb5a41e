import type { PlainClientAPI } from "contentful-management";
import { z } from "zod";
import type { Problem } from "../part.ts";
import { answerOrRefusal, type ContentfulAnswers } from "./space-client.ts";

const Token = z.object({
  sys: z.looseObject({ redactedValue: z.string().optional(), expiresAt: z.string().nullish() }),
  scopes: z.array(z.string()).default([]),
});
const Member = z.object({
  admin: z.boolean(),
  roles: z.array(z.object({ sys: z.object({ id: z.string() }) })).default([]),
});
const Actions = z.union([z.literal("all"), z.array(z.string())]);
const Role = z.object({
  name: z.string().default(""),
  permissions: z.record(z.string(), Actions).default({}),
  policies: z.array(z.object({ effect: z.string(), actions: Actions, constraint: z.unknown() })).default([]),
});
type Role = z.infer<typeof Role>;

/** What a token needs, each with what it is for and where it is given. */
const RIGHTS = [
  { permission: "ContentModel", what: "change the content model", where: "Content model: can modify" },
  { permission: "Settings", what: "set up webhooks", where: "Space settings: can modify" },
  { permission: "ContentDelivery", what: "make a delivery API key", where: "API keys: can modify" },
] as const;

/** Which rights the token and its owner lack, each by name. Where the space does not tell, the endpoints themselves are tried. */
export async function readRights(
  answers: ContentfulAnswers,
  client: PlainClientAPI,
  user: string,
): Promise<{ problems: Problem[]; says: string[] }> {
  const token = await readToken(answers, client);
  if (token.problem !== undefined) return { problems: [token.problem], says: [] };
  const member = await answerOrRefusal(() => client.spaceMember.get({ spaceMemberId: user }));
  const parsed = member.kind === "answer" ? Member.safeParse(member.value) : undefined;
  if (parsed?.success !== true) return { problems: await tried(client), says: token.says };
  if (parsed.data.admin) return { problems: [], says: ["its token may do all it needs", ...token.says] };
  const roles: Role[] = [];
  for (const { sys } of parsed.data.roles) {
    const role = await answerOrRefusal(() => client.role.get({ roleId: sys.id }));
    const read = role.kind === "answer" ? Role.safeParse(role.value) : undefined;
    if (read?.success !== true) return { problems: await tried(client), says: token.says };
    roles.push(read.data);
  }
  const lacking = RIGHTS.filter(({ permission }) => !roles.some((role) => manages(role, permission)));
  const problems = lacking.map(({ what, where }) => problemOf(what, where));
  if (!roles.some(updatesEntries))
    problems.push(
      problemOf("write into events (their join link, state and invites)", "Content: edit entries"),
    );
  return { problems, says: ["its token may do all it needs", ...token.says] };
}

const problemOf = (what: string, where: string): Problem => ({
  what: `The owner of the Contentful token may not ${what}`,
  cure: `Give their role that right (Settings, Roles & permissions; ${where}), or use the token of an administrator of the space.`,
});

const manages = ({ permissions }: Role, permission: string): boolean => {
  const actions = permissions[permission] ?? [];
  return actions === "all" || actions.includes("all") || actions.includes("manage");
};

function updatesEntries({ policies }: Role): boolean {
  return policies.some(({ effect, actions, constraint }) => {
    const isUpdate = actions === "all" || actions.includes("all") || actions.includes("update");
    const about = JSON.stringify(constraint ?? {});
    return effect === "allow" && isUpdate && (about === "{}" || about.includes('"Entry"'));
  });
}

// A token's value is shown by its last four characters alone.
async function readToken(
  { managementToken }: ContentfulAnswers,
  client: PlainClientAPI,
): Promise<{ problem?: Problem; says: string[] }> {
  const answer = await answerOrRefusal(() => client.accessToken.getMany({}));
  const tokens = answer.kind === "answer" ? answer.value.items : [];
  const token = tokens
    .flatMap((each) => Token.safeParse(each).data ?? [])
    .find(({ sys }) => sys.redactedValue !== undefined && managementToken.endsWith(sys.redactedValue));
  if (token === undefined) return { says: [] };
  if (token.scopes.length > 0 && !token.scopes.includes("content_management_manage"))
    return {
      problem: {
        what: "The Contentful token can only read (it lacks the scope content_management_manage)",
        cure: "Make a personal access token that can also write, and run setup with --ask contentful.",
      },
      says: [],
    };
  const { expiresAt } = token.sys;
  return {
    says:
      expiresAt === undefined || expiresAt === null
        ? []
        : [`its token expires on ${expiresAt.slice(0, 10)}: run setup with --ask contentful before that`],
  };
}

/** The rights that can be tried without changing anything. */
async function tried(client: PlainClientAPI): Promise<Problem[]> {
  const asks = [
    ["read the content model", "Content model: can read", () => client.contentType.getMany({})],
    [RIGHTS[1].what, RIGHTS[1].where, () => client.webhook.getMany({})],
    [RIGHTS[2].what, RIGHTS[2].where, () => client.apiKey.getMany({})],
    ["read entries", "Content: read entries", () => client.entry.getMany({ query: { limit: 1 } })],
  ] as const;
  const problems: Problem[] = [];
  for (const [what, where, ask] of asks) {
    const answer = await answerOrRefusal<unknown>(ask);
    if (answer.kind === "refused" && (answer.refusal.status === 403 || answer.refusal.status === 404))
      problems.push(problemOf(what, where));
  }
  return problems;
}
