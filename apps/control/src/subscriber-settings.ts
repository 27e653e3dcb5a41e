import { AnnouncementTopic } from "@nonstop/contract/announcement";
import { z } from "zod";
import type { Subscriber } from "./schedule/ports/subscribers.ts";

const MAX_SUBSCRIBERS = 10;
/** Of the Standard Webhooks specification: a key of 24 to 64 bytes, base64. */
const Secret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "secret is none: write whsec_ and 24 to 64 bytes in base64");
const Address = z
  .url({ error: "url is no address" })
  .refine(isSafe, "url is no https address")
  .max(2000, "url is too long");
const common = {
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, "name: lower-case letters, digits and hyphens"),
  url: Address,
  topics: z.array(AnnouncementTopic, { error: `topics: a list of ${AnnouncementTopic.options.join(", ")}` }),
};
const every = [...AnnouncementTopic.options];
const One = z.discriminatedUnion(
  "format",
  [
    z.strictObject({
      ...common,
      topics: common.topics.default(every),
      format: z.literal("signed"),
      secret: Secret,
    }),
    z.strictObject({ ...common, topics: common.topics.default(every), format: z.literal("slack") }),
  ],
  { error: 'format is neither "signed" nor "slack"' },
);
const All = z
  .array(One, { error: "is no list" })
  .max(MAX_SUBSCRIBERS, `has more than ${MAX_SUBSCRIBERS} subscribers`)
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, "gives two the same name");

/** The setting `SUBSCRIBERS`: a JSON list of who is told of news. A problem repeats nothing of it, for it holds secrets. */
export const SubscriberSettings = z.string().transform((text, context): Subscriber[] => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    context.addIssue("is no JSON");
    return [];
  }
  const parsed = All.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const at = issue?.path[0];
  context.addIssue(`${typeof at === "number" ? `(entry ${at + 1}) ` : ""}${wordsOf(issue)}`);
  return [];
});

// A key that is unknown is named; what stands in a value is not.
function wordsOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return "is wrong";
  if (issue.code === "unrecognized_keys") return `has a field too many: ${issue.keys.join(", ")}`;
  const field = issue.path.findLast((each) => typeof each === "string") ?? "entry";
  if (issue.message.startsWith("Invalid")) return `${field} is missing or wrong`;
  return issue.message;
}

function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost"].includes(hostname));
}
