import { createClient as createDelivery } from "contentful";
import { createClient as createManagement, type PlainClientAPI } from "contentful-management";
import { bad, type Finding } from "../../frame/finding.ts";
import type { ContentfulAccess } from "../../patient.ts";

const SHARED = { timeout: 10_000, retryLimit: 2, adapter: "fetch" } as const;

/** The official client of the management API. */
export function managementClient(access: ContentfulAccess): PlainClientAPI {
  const { managementToken: accessToken, managementHost: host, insecure } = access;
  const defaults = { spaceId: access.space, environmentId: access.environment };
  return createManagement({ accessToken, host, insecure, ...SHARED }, { type: "plain", defaults });
}

/** The official client of the delivery API. */
export function deliveryClient(access: ContentfulAccess): ReturnType<typeof createDelivery> {
  const { space, environment, deliveryToken: accessToken, deliveryHost: host, insecure } = access;
  return createDelivery({ space, environment, accessToken, host, insecure, ...SHARED });
}

/** What was asked of Contentful, or why it was not answered. */
export type Heard<T> = { kind: "heard"; value: T } | { kind: "refused"; finding: Finding };

/** Asks through an official client. `what` follows "Contentful does not let us". */
export async function hear<T>(what: string, cure: string, ask: () => Promise<T>): Promise<Heard<T>> {
  try {
    return { kind: "heard", value: await ask() };
  } catch (error) {
    return { kind: "refused", finding: findingOf(error, what, cure) };
  }
}

/** The clients' errors hold their request with a part of its token: only status and name of them are told. */
function findingOf(error: unknown, what: string, cure: string): Finding {
  const name = error instanceof Error ? error.name : "";
  const status = statusOf(error);
  if (name === "AccessTokenInvalid" || status === 401)
    return bad(`Contentful does not let us ${what}: the token is invalid.`, cure);
  if (status === 429)
    return bad(`Contentful does not let us ${what}: too many calls.`, "Wait a minute, and run it again.");
  if (status !== undefined) return bad(`Contentful does not let us ${what} (${status} ${name}).`, cure);
  return bad(
    `Contentful does not answer when we ${what}.`,
    "See https://www.contentfulstatus.com, and whether this machine reaches it.",
  );
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const told: unknown = parsed(error.message);
  if (typeof told === "object" && told !== null && "status" in told && typeof told.status === "number")
    return told.status;
  // The delivery client names an answer that it found empty.
  return error.name === "NotFound" ? 404 : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
