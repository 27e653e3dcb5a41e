import { z } from "zod";
import { asText, isRecord } from "../server/unknown-value.ts";

export const WebhookDefinition = z.object({
  id: z.string(),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  name: z.string().min(1),
  url: z.url(),
  topics: z.array(z.string()).min(1),
  filters: z.array(z.record(z.string(), z.unknown())).nullish(),
  headers: z
    .array(z.object({ key: z.string(), value: z.string().optional(), secret: z.boolean().optional() }))
    .default([]),
  httpBasicUsername: z.string().nullish(),
  httpBasicPassword: z.string().nullish(),
  transformation: z.record(z.string(), z.unknown()).nullish(),
  active: z.boolean().default(true),
});
export type WebhookDefinition = z.infer<typeof WebhookDefinition>;

/** The part of a definition that a client writes. */
export const WebhookBody = WebhookDefinition.omit({
  id: true,
  version: true,
  createdAt: true,
  updatedAt: true,
});

/** Whether `Entry.publish` is among topics like `*.*`, `Entry.*`, `*.publish`. */
export function matchesTopic(topics: readonly string[], topic: string): boolean {
  const [type, action] = topic.split(".");
  return topics.some((each) => {
    const [wantedType, wantedAction] = each.split(".");
    return (wantedType === "*" || wantedType === type) && (wantedAction === "*" || wantedAction === action);
  });
}

const Doc = z.object({ doc: z.string() });
const Condition = z.union([
  z.object({ equals: z.tuple([Doc, z.unknown()]) }),
  z.object({ in: z.tuple([Doc, z.array(z.unknown())]) }),
  z.object({ regexp: z.tuple([Doc, z.object({ pattern: z.string() })]) }),
]);

function holds(condition: z.infer<typeof Condition>, payload: unknown): boolean {
  const [doc] =
    "equals" in condition ? condition.equals : "in" in condition ? condition.in : condition.regexp;
  let value: unknown = payload;
  for (const name of doc.doc.split(".")) value = isRecord(value) ? value[name] : undefined;
  if (value === undefined) return false;
  if ("equals" in condition) return value === condition.equals[1];
  if ("in" in condition) return condition.in[1].includes(value);
  return new RegExp(condition.regexp[1].pattern).test(asText(value));
}

/** Whether a payload passes all filters. A filter on a property that the payload lacks does not pass. */
export function passesFilters(filters: WebhookDefinition["filters"], payload: unknown): boolean {
  return (filters ?? []).every((filter) => {
    const negated = "not" in filter;
    const condition = Condition.safeParse(negated ? filter["not"] : filter);
    if (!condition.success) return false;
    return negated ? !holds(condition.data, payload) : holds(condition.data, payload);
  });
}

/** A definition as the API returns it, without passwords and secret header values. */
export function definitionAnswer(d: WebhookDefinition, space: string): object {
  const user = { sys: { type: "Link", linkType: "User", id: "editor" } };
  return {
    sys: {
      type: "WebhookDefinition",
      id: d.id,
      version: d.version,
      space: { sys: { type: "Link", linkType: "Space", id: space } },
      createdAt: d.createdAt,
      updatedAt: d.updatedAt,
      createdBy: user,
      updatedBy: user,
    },
    name: d.name,
    url: d.url,
    topics: d.topics,
    filters: d.filters ?? null,
    headers: d.headers.map((header) => (header.secret === true ? { key: header.key, secret: true } : header)),
    ...(d.httpBasicUsername ? { httpBasicUsername: d.httpBasicUsername } : {}),
    transformation: d.transformation ?? null,
    active: d.active,
  };
}
