import { HOUSE_FORMAT_NAMES } from "@nonstop/contract/house-format";
import { REGIONS } from "@nonstop/contract/regions";
import { z } from "zod";
import type { Problem } from "./part.ts";

/**
 * What setup has to be told. Each field says what it is (`title`) and what to write there (`description`): the questions and
 * the problems of a file are made from these. Secret fields are never shown, and what stand-ins alone need is not asked for.
 */
const field = <T extends z.ZodType>(schema: T, title: string, description: string): T =>
  schema.meta({ title, description });
const secret = <T extends z.ZodType>(schema: T, title: string, description: string): T =>
  schema.meta({ title, description, isSecret: true });
const unasked = <T extends z.ZodType>(schema: T, title: string, description: string): T =>
  schema.meta({ title, description, isUnasked: true });

const Filled = z.string().min(1);
const HostName = z.string().regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/);
const isTimezone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};
/** Where a vendor is when it is a stand-in. */
const FOR_STAND_INS = "nothing: it is for stand-ins";

const Station = z
  .object({
    host: field(HostName, "The station's hostname", "a name in your Cloudflare zone, such as tv.example.com"),
    ingestHost: field(
      HostName,
      "The hostname of ingest's machine",
      "a name for the machine that guests' pictures reach, such as in.example.com",
    ),
    timezone: field(
      z.string().refine(isTimezone),
      "The station's time zone",
      "a time zone such as Europe/Lisbon",
    ),
    region: field(
      z.enum([...REGIONS, ""]).default(""),
      "Where the channel is made",
      `one of ${REGIONS.join(", ")}, the nearest to ingest's machine. It cannot be changed later without a new channel. Empty: wherever it is asked for first`,
    ),
    houseFormat: field(
      z.enum(HOUSE_FORMAT_NAMES).default("720p"),
      "The house format",
      `one of ${HOUSE_FORMAT_NAMES.join(", ")}`,
    ),
    territory: unasked(
      z
        .string()
        .regex(/^([A-Z]{2})?$/)
        .default(""),
      "The station's country",
      "two letters such as PT, so that nothing airs that may not be shown there, or nothing: everything may air",
    ),
    channel: unasked(z.literal("main").default("main"), "The channel", "main"),
    ingestAddress: field(
      z.union([z.ipv4(), HostName]).optional(),
      "The address of ingest's machine",
      "its IPv4 address, or nothing while there is no machine: setup then says which DNS record to enter",
    ),
    liveSource: field(
      z.enum(["ingest", "cloudflare-stream"]).default("ingest"),
      "Who takes the guests' pictures",
      "ingest (a machine of yours) or cloudflare-stream (no machine, more latency)",
    ),
    subscribers: Filled.optional().meta({
      title: "Who is told of news",
      description:
        'JSON, such as [{"name":"desk","format":"slack","url":"https://hooks.slack.com/services/..."}]',
      isSecret: true,
      isUnasked: true,
    }),
  })
  .strict();

const Contentful = z
  .object({
    space: field(Filled, "Contentful: the space's id", "the space id, from Settings, General settings"),
    environment: field(
      Filled.default("master"),
      "Contentful: the environment",
      "the name of the environment, such as master",
    ),
    managementToken: secret(
      Filled,
      "Contentful: a management token",
      "a personal access token, from Settings, CMA tokens",
    ),
    deliveryToken: secret(
      Filled.optional(),
      "Contentful: a delivery token",
      "a delivery API token, or leave it out: setup makes one",
    ),
    host: unasked(Filled.optional(), "Contentful's management host", FOR_STAND_INS),
    deliveryHost: unasked(Filled.optional(), "Contentful's delivery host", FOR_STAND_INS),
    insecure: unasked(z.boolean().optional(), "Contentful over http", FOR_STAND_INS),
  })
  .strict();

const Zoom = z
  .object({
    accountId: field(Filled, "Zoom: the account id", "the account id of the server-to-server OAuth app"),
    clientId: field(Filled, "Zoom: the client id", "the client id of the server-to-server OAuth app"),
    clientSecret: secret(
      Filled,
      "Zoom: the client secret",
      "the client secret of the server-to-server OAuth app",
    ),
    webhookSecret: secret(
      Filled,
      "Zoom: the secret token",
      "the secret token of the app's page Features, Event subscriptions",
    ),
    hostUser: field(Filled, "Zoom: the host", "the mail address of the licensed user who hosts meetings"),
    apiUrl: unasked(z.url().optional(), "Zoom's API", FOR_STAND_INS),
    oauthUrl: unasked(z.url().optional(), "Zoom's OAuth", FOR_STAND_INS),
  })
  .strict();

const Cloudflare = z
  .object({
    accountId: field(
      z.string().regex(/^[a-z0-9-]{1,40}$/),
      "Cloudflare: the account id",
      "the account id, from Workers & Pages, on the right",
    ),
    apiToken: secret(Filled, "Cloudflare: an API token", "an API token, from My Profile, API Tokens"),
    zone: field(
      HostName,
      "Cloudflare: the zone",
      "the domain of the station's hostname, such as example.com",
    ),
    accessTeam: field(
      z
        .string()
        .regex(/^[a-z0-9-]+$/)
        .optional(),
      "Cloudflare Access: the team's name",
      "the name before .cloudflareaccess.com, from Zero Trust, Settings; or leave it out: producers then sign in with a token",
    ),
    accessEmails: field(
      z.array(z.email()).optional(),
      "Cloudflare Access: who may open the control room",
      "the mail addresses of your producers",
    ),
    streamToken: secret(
      Filled.optional(),
      "Cloudflare Stream: an API token",
      "a second API token that may edit Stream and nothing else, or nothing: no recordings come from Stream then",
    ),
    streamTag: unasked(
      Filled.optional(),
      "Cloudflare Stream: which videos come into the library",
      "those with this tag, or * for all of the account; nonstop when it is left out",
    ),
    apiUrl: unasked(z.url().optional(), "Cloudflare's API", FOR_STAND_INS),
  })
  .strict();

const Mail = z
  .object({
    host: field(Filled, "Mail: the SMTP server", "its hostname"),
    port: field(z.coerce.number().int().min(1).max(65_535).default(587), "Mail: the port", "587 or 465"),
    user: field(Filled, "Mail: the user", "the user's name at the SMTP server"),
    password: secret(Filled, "Mail: the password", "the user's password at the SMTP server"),
    from: field(Filled, "Mail: the sender", 'an address such as "Nonstop <tv@example.com>"'),
    secure: unasked(
      z.boolean().optional(),
      "Mail: TLS from the first byte",
      "true for port 465, or leave it out",
    ),
  })
  .strict();

/** The five groups of answers. A station without `mail` shows invites and sends none. */
export const GROUPS = {
  station: Station,
  contentful: Contentful,
  zoom: Zoom,
  cloudflare: Cloudflare,
  mail: Mail,
} as const;
export type GroupName = keyof typeof GROUPS;
export const GROUP_NAMES = [
  "station",
  "contentful",
  "zoom",
  "cloudflare",
  "mail",
] as const satisfies readonly GroupName[];

export const Answers = z
  .object({ ...GROUPS, mail: Mail.optional() })
  .strict()
  .superRefine(({ station, cloudflare }, context) => {
    const { zone } = cloudflare;
    for (const name of ["host", "ingestHost"] as const)
      if (station[name] !== zone && !station[name].endsWith(`.${zone}`))
        context.addIssue({ code: "custom", path: ["station", name], message: `is not in the zone ${zone}` });
    if (station.liveSource === "cloudflare-stream" && cloudflare.streamToken === undefined)
      context.addIssue({ code: "custom", path: ["cloudflare", "streamToken"], message: "is missing" });
    if (station.host === station.ingestHost)
      context.addIssue({
        code: "custom",
        path: ["station", "ingestHost"],
        message: "is the station's own name",
      });
  });
export type Answers = z.infer<typeof Answers>;

/** What a field says of itself. */
export type FieldWords = { title: string; description: string; isSecret: boolean; isUnasked: boolean };

/** The words of a field, found by its group and its name. Undefined when there is no such field. */
export function wordsOf(group: string, name: string): FieldWords | undefined {
  if (!isGroup(group)) return undefined;
  const shape: Readonly<Record<string, z.ZodType>> = GROUPS[group].shape;
  const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
  if (schema === undefined) return undefined;
  const meta = z.globalRegistry.get(schema);
  return {
    title: meta?.title ?? name,
    description: meta?.description ?? "",
    isSecret: meta?.["isSecret"] === true,
    isUnasked: meta?.["isUnasked"] === true,
  };
}

/** Reads answers, or says of each wrong field what to write there. No value is repeated, because it may be a secret. */
export function readAnswers(
  raw: unknown,
): { kind: "answers"; answers: Answers } | { kind: "wrong"; problems: Problem[] } {
  const parsed = Answers.safeParse(raw);
  if (parsed.success) return { kind: "answers", answers: parsed.data };
  return { kind: "wrong", problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, raw)) };
}

function problemsOf(issue: z.core.$ZodIssue, raw: unknown): Problem[] {
  const [group = "", name] = issue.path.map(String);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      what: `${[...issue.path, key].join(".")} is no field of the answers`,
      cure: `Take it out, or correct its name: ${(isGroup(group) ? Object.keys(GROUPS[group].shape) : Object.keys(GROUPS)).join(", ")}.`,
    }));
  if (name === undefined && isGroup(group))
    return [
      {
        what: `${group} is missing, or is no object`,
        cure: `Write ${group}: { ${Object.keys(GROUPS[group].shape).join(", ")} }.`,
      },
    ];
  const words = wordsOf(group, name ?? "");
  if (words === undefined)
    return [{ what: "The answers are no object", cure: `Write { ${Object.keys(GROUPS).join(", ")} }.` }];
  const verdict = issue.code === "custom" && issue.message !== "Invalid input" ? issue.message : undefined;
  return [
    {
      what: `${group}.${name} ${verdict ?? (isMissing(raw, issue.path) ? "is missing" : "is wrong")}`,
      cure: `Write ${words.description}.`,
    },
  ];
}

function isMissing(raw: unknown, path: readonly PropertyKey[]): boolean {
  let value = raw;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return true;
    value = Reflect.get(value, part);
  }
  return value === undefined || value === "";
}

const isGroup = (name: string): name is GroupName => Object.hasOwn(GROUPS, name);
